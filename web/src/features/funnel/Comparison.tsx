import { useState } from "react"
import { useTranslation } from "react-i18next"
import { behind, entered, type Ladder, overall } from "@/features/funnel/ladder"
import type { Behind, Words } from "@/lib/ask"
import { number, share } from "@/lib/format"

const FOLDED = 12

/** Groups under each other, steps side by side: where does whom the funnel lose? */
export function Comparison({
  all,
  onPeople,
}: {
  all: Ladder[]
  onPeople: (behind: Behind) => void
}) {
  const { t: words } = useTranslation("funnel")
  const t = words as Words
  const [open, setOpen] = useState(false)
  const steps = all[0]?.rungs.map(({ name }) => name) ?? []
  const named = all.filter(({ other, unset }) => !other && !unset)
  const best = Math.max(...named.map((one) => overall(one) ?? 0))
  return (
    <div className="br-comparison">
      <table>
        <thead>
          <tr>
            <th scope="col">{t("funnel:group")}</th>
            {steps.map((name, i) => (
              <th key={i} scope="col" title={name}>
                <span>
                  {i + 1}. {name}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(open ? all : all.slice(0, FOLDED)).map((ladder) => (
            <tr key={ladder.key}>
              <th scope="row">
                {ladder.group}
                {named.includes(ladder) &&
                  overall(ladder) === best &&
                  best > 0 &&
                  entered(ladder) >= 30 && <em>{t("funnel:best")}</em>}
              </th>
              {ladder.rungs.map((rung, i) => (
                <td key={i}>
                  <button
                    type="button"
                    className="br-cell"
                    disabled={rung.people === 0}
                    onClick={() => onPeople(behind(ladder, i, false, t))}
                  >
                    <strong>{i === 0 ? number(rung.people) : share(rung.share)}</strong>
                    {i > 0 && <small>{number(rung.people)}</small>}
                    <span className="br-rung-bar" aria-hidden="true">
                      <i style={{ width: `${(rung.share ?? 0) * 100}%` }} />
                    </span>
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {all.length > FOLDED && (
        <button type="button" className="br-lines-more" onClick={() => setOpen(!open)}>
          {open ? t("funnel:fewer") : t("funnel:allGroups", { count: all.length })}
        </button>
      )}
    </div>
  )
}
