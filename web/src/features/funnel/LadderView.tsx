import { useTranslation } from "react-i18next"
import { behind, type Ladder, type Rung } from "@/features/funnel/ladder"
import type { Behind, Words } from "@/lib/ask"
import { duration, exact, number, share } from "@/lib/format"

/** One ladder: a bar for each step, as wide as its share of those who entered; between them, who stopped. */
export function LadderView({
  ladder,
  onPeople,
}: {
  ladder: Ladder
  onPeople: (behind: Behind) => void
}) {
  const { t: words } = useTranslation("funnel")
  const t = words as Words
  return (
    <ol className="br-ladder">
      {ladder.rungs.map((rung, i) => (
        <li key={i}>
          {i > 0 && (
            <Between rung={rung} onDropped={() => onPeople(behind(ladder, i - 1, true, t))} />
          )}
          <button
            type="button"
            className="br-rung"
            disabled={rung.people === 0}
            onClick={() => onPeople(behind(ladder, i, false, t))}
          >
            <span className="br-rung-place" aria-hidden="true">
              {i + 1}
            </span>
            <span className="br-rung-name">{rung.name}</span>
            <span className="br-rung-people" title={exact(rung.people)}>
              {t("funnel:countPeople", { count: rung.people, said: number(rung.people) })}
            </span>
            <span className="br-rung-share">{share(rung.share)}</span>
            <span className="br-rung-bar" aria-hidden="true">
              <i style={{ width: `${(rung.share ?? 0) * 100}%` }} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** From one step to the next: who went on, who stopped, how long it took. */
function Between({ rung, onDropped }: { rung: Rung; onDropped: () => void }) {
  const { t } = useTranslation("funnel")
  return (
    <div className="br-between">
      <span className="br-between-on">
        <span aria-hidden="true">↓ </span>
        {t("wentOn", { share: share(rung.onward) })}
      </span>
      {rung.dropped > 0 && (
        <button type="button" className="br-open" onClick={onDropped}>
          {t("stopped", { count: rung.dropped, said: number(rung.dropped) })}
        </button>
      )}
      {rung.waitS !== null && (
        <span className="br-quiet">{t("waited", { wait: duration(rung.waitS) })}</span>
      )}
    </div>
  )
}
