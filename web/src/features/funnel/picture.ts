/** A funnel as a chart, for pictures: a bar for each step, side by side where groups are compared. */
import type { EChartsOption } from "echarts"
import type { FunnelAsk } from "@/features/funnel/ask"
import { curveOption, entriesOption } from "@/features/funnel/charts"
import { type FunnelAnswer, ladders } from "@/features/funnel/ladder"
import type { Words } from "@/lib/ask"
import { number, share } from "@/lib/format"
import { series } from "@/ui/tokens"

const MOST = 8

export function picture(answer: FunnelAnswer, ask: FunnelAsk, t: Words): EChartsOption {
  if (answer.time) return curveOption(answer, t)
  if (answer.trend) return entriesOption(answer, ask, t)
  const all = ladders(answer, ask, t).slice(0, MOST)
  const steps = all[0]?.rungs.map(({ name }, i) => `${i + 1}. ${name}`) ?? []
  return {
    grid: {
      left: 24,
      right: 130,
      top: all.length > 1 ? 48 : 16,
      bottom: 16,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    legend: all.length > 1 ? { top: 8 } : undefined,
    xAxis: { type: "value", min: 0, max: 1, axisLabel: { formatter: (at: number) => share(at) } },
    yAxis: {
      type: "category",
      inverse: true,
      data: steps,
      axisLabel: { width: 240, overflow: "truncate" },
    },
    series: all.map((ladder, i) => ({
      type: "bar",
      name: ladder.group || t("funnel:people"),
      color: series.light[i],
      barMaxWidth: 48,
      data: ladder.rungs.map((rung) => rung.share ?? 0),
      label: {
        show: true,
        position: "right",
        formatter: (at: { dataIndex: number }) => {
          const rung = ladder.rungs[at.dataIndex]
          return `${share(rung?.share)} · ${number(rung?.people)}`
        },
      },
    })),
  }
}
