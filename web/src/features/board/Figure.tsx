import { useTranslation } from "react-i18next"
import type { Shown } from "@/features/board/useTile"
import type { Schemas } from "@/lib/api"
import type { Words } from "@/lib/ask"
import { change, exact, number } from "@/lib/format"
import { Sparkline } from "@/ui/Sparkline"

/** One number of a trend: of its first series, over the whole period, with the way it went. */
export function Figure({ shown }: { shown: Shown }) {
  const { t } = useTranslation()
  const answer = shown.answer as unknown as Schemas["TrendAnswer"]
  const [first] = answer.series
  const said = shown.how.sentence(shown.answer, shown.how.load(shown.ask), t as Words)
  if (!first) return <p className="br-quiet">{said}</p>
  const before = (first as { before?: { total?: number | null } | null }).before?.total ?? null
  return (
    <div className="br-tile-figure">
      <strong title={exact(first.total)}>{number(first.total)}</strong>
      {before !== null && <span className="br-quiet">{change(first.total, before)}</span>}
      <Sparkline points={first.points.map(({ value }) => value)} label={said} open />
    </div>
  )
}
