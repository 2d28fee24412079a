import { Skeleton } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Chart } from "@/charts/Chart"
import type { Tile } from "@/features/board/api"
import { Figure } from "@/features/board/Figure"
import { useParts } from "@/features/board/parts"
import { GAP, ROW } from "@/features/board/places"
import { SafeText } from "@/features/board/SafeText"
import type { Shown, Source, useTile } from "@/features/board/useTile"
import type { Behind, Words } from "@/lib/ask"
import { Problem } from "@/ui/Problem"

/** What stands in a tile: its text, its number, its chart or its table. */
export function TileBody({
  tile,
  title,
  asked,
  source,
  onPeople,
}: {
  tile: Tile
  title: string
  asked: ReturnType<typeof useTile>
  source: Source
  onPeople: (behind: Behind) => void
}) {
  if (tile.kind === "text") return <SafeText text={tile.text ?? ""} />
  if (asked.isError && !asked.data) {
    return <Problem error={asked.error} onRetry={() => void asked.refetch()} />
  }
  if (!asked.data) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  return (
    <>
      {asked.isError && <Problem error={asked.error} onRetry={() => void asked.refetch()} />}
      {tile.kind === "number" && asked.data.kind === "trend" ? (
        <Figure shown={asked.data} onPeople={source.open ? onPeople : null} />
      ) : (
        <Answer tile={tile} title={title} shown={asked.data} source={source} onPeople={onPeople} />
      )}
    </>
  )
}

function Answer({
  tile,
  title,
  shown,
  source,
  onPeople,
}: {
  tile: Tile
  title: string
  shown: Shown
  source: Source
  onPeople: (behind: Behind) => void
}) {
  const { t: words } = useTranslation()
  const t = words as Words
  const { Table } = useParts()
  const { how, answer } = shown
  const ask = useMemo(() => how.load(shown.ask), [how, shown.ask])
  const sentence = how.sentence(answer, ask, t)
  // Head and sentence take about two rows, a note less than one; the rest is the chart's.
  const above = shown.unfiltered ? 132 : 104
  const height = Math.max(120, tile.place.h * (ROW + GAP) - GAP - above)
  const chart = tile.show === "table" ? "table" : shown.chart
  return (
    <>
      <p className="br-tile-said">{sentence}</p>
      {shown.unfiltered && <p className="br-note">{t("board:unfiltered")}</p>}
      {how.picks ? (
        <how.Answer ask={ask} answer={answer} onPeople={onPeople} tile={{ chart, height }} />
      ) : tile.show === "table" ? (
        <Table table={how.table(answer, ask, t)} title={title} onPeople={onPeople} />
      ) : source.open ? (
        <how.Answer ask={ask} answer={answer} onPeople={onPeople} />
      ) : (
        <Chart option={how.picture(answer, ask, t)} summary={sentence} height={height} />
      )}
    </>
  )
}
