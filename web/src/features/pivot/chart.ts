/** How does a pivot look as a picture? The rows as bars, of columns where those add up. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { exact, number } from "@/lib/format"
import type { PivotState } from "./ask"
import { addsUp, type Pivot } from "./grid"
import { columnName, rowName } from "./say"

const MOST = 20

export function picture(answer: Pivot, ask: PivotState, t: Words): EChartsOption {
  const at = ask.sort - 1
  const rows = answer.rows.slice(0, MOST)
  const parts = addsUp(ask.metrics[at] ?? "") && answer.columns.length > 0
  const bar = { type: "bar" as const, barCategoryGap: "30%" }
  return {
    animationDuration: 180,
    grid: { left: 8, right: 24, top: parts ? 40 : 8, bottom: 8, outerBoundsMode: "same" },
    legend: parts ? { top: 0, left: 0, type: "scroll" } : { show: false },
    tooltip: {
      trigger: "item",
      formatter: (found: unknown) => {
        const { name, seriesName, value } = found as Record<string, string>
        return `${name}\n${parts ? `${seriesName}  ` : ""}${exact(Number(value))}`
      },
    },
    xAxis: { type: "value", axisLabel: { formatter: (value: number) => number(value) } },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map((line) => rowName(line, t)),
      axisLabel: { width: 160, overflow: "truncate" },
    },
    series: parts
      ? answer.columns.map((_, column) => ({
          ...bar,
          stack: "whole",
          name: columnName(answer, column, t),
          data: rows.map((line) => line.cells[column]?.[at] ?? null),
        }))
      : [{ ...bar, data: rows.map((line) => line.total[at] ?? null) }],
  }
}
