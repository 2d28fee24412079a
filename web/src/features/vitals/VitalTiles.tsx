import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { amount, behind, type Name, rowName, told, toneOf, type Vitals } from "./say"

/** Each vital at its level with its shares of good, fair and poor loads; choosing one draws it. */
export function VitalTiles({
  answer,
  chosen,
  onChoose,
  onPeople,
}: {
  answer: Vitals
  chosen: Name
  onChoose: (name: Name) => void
  onPeople: (behind: Behind) => void
}) {
  const { t: words } = useTranslation("vitals")
  const t = words as unknown as Words
  const whole = answer.rows[0]
  if (!whole) return null
  return (
    <ul className="br-vitals">
      {told(answer).map((one) => {
        const fair = one.loads - one.good - one.poor
        const parts = [
          { rated: "good" as const, count: one.good },
          { rated: "fair" as const, count: fair },
          { rated: "poor" as const, count: one.poor },
        ]
        return (
          <li key={one.vital} data-chosen={one.vital === chosen}>
            <button
              type="button"
              className="br-vital-name"
              aria-pressed={one.vital === chosen}
              onClick={() => onChoose(one.vital as Name)}
            >
              <span>{t(`vitals:name.${one.vital}`)}</span>
              <strong className={`br-vital-${toneOf(one.rating) ?? "fair"}`}>
                {amount(one.vital, one.value)}
              </strong>
              <small>{one.rating && t(`vitals:rating.${one.rating}`)}</small>
            </button>
            <svg className="br-vital-bar" aria-hidden="true" preserveAspectRatio="none">
              {parts.map(({ rated, count }, at) => {
                const before = parts.slice(0, at).reduce((sum, part) => sum + part.count, 0)
                return (
                  <rect
                    key={rated}
                    className={`br-vital-${rated}`}
                    x={`${(100 * before) / one.loads}%`}
                    width={`${(100 * count) / one.loads}%`}
                    height="100%"
                  />
                )
              })}
            </svg>
            <p>
              {parts.map(({ rated, count }) => (
                <button
                  key={rated}
                  type="button"
                  className="br-bars-number"
                  disabled={count === 0}
                  aria-label={`${one.vital}, ${t(`vitals:rating.${rated}`)}: ${exact(count)}`}
                  onClick={() =>
                    onPeople(behind(one.vital, { row: 0, rated }, rowName(whole, t), t))
                  }
                >
                  {t(`vitals:short.${rated}`, { share: share(count / one.loads) })}
                </button>
              ))}
            </p>
          </li>
        )
      })}
    </ul>
  )
}
