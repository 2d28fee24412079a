import { useTranslation } from "react-i18next"
import type { Shown } from "@/features/board/useTile"
import type { Schemas } from "@/lib/api"
import type { Behind, Words } from "@/lib/ask"
import { change, exact, labelled, number } from "@/lib/format"
import { Sparkline } from "@/ui/Sparkline"

/** One number of a trend: of its first series, over the whole period, with the way it went. */
export function Figure({
  shown,
  onPeople,
}: {
  shown: Shown
  /** Null where people cannot be opened. */
  onPeople: ((behind: Behind) => void) | null
}) {
  const { t } = useTranslation()
  const answer = shown.answer as unknown as Schemas["TrendAnswer"]
  const [first] = answer.series
  const { how } = shown
  const ask = how.load(shown.ask)
  const said = how.sentence(shown.answer, ask, t as Words)
  if (!first) return <p className="br-quiet">{said}</p>
  const behind = first.total ? how.behindNumber?.(shown.answer, ask, t as Words) : undefined
  const before = (first as { before?: { total?: number | null } | null }).before?.total ?? null
  return (
    <div className="br-tile-figure">
      <strong title={exact(first.total)}>
        {behind && onPeople ? (
          <button
            type="button"
            className="br-open"
            aria-label={labelled(number(first.total), behind.title)}
            onClick={() => onPeople(behind)}
          >
            {number(first.total)}
          </button>
        ) : (
          number(first.total)
        )}
      </strong>
      {before !== null && <span className="br-quiet">{change(first.total, before)}</span>}
      <Sparkline points={first.points.map(({ value }) => value)} label={said} open />
    </div>
  )
}
