/** How is a frequency drawn? Bars of people by range; groups side by side, as shares. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { exact, number, share } from "@/lib/format"
import type { FrequencyState } from "./ask"
import { type Frequency, main, type Placed, placed, rangeName, rowName } from "./rows"

const MOST = 6

/** The rows that are drawn: everybody, or the groups of the newest bucket. */
export function drawn(answer: Frequency): Placed[] {
  const whole = main(answer)
  if (whole === null) return []
  const groups = placed(answer).filter(
    ({ row, bucket, group }) => bucket === whole.bucket && group !== null && row.people > 0,
  )
  return groups.length > 0 ? groups.slice(0, MOST) : [whole]
}

export function chartOption(answer: Frequency, ask: FrequencyState, t: Words): EChartsOption {
  const rows = drawn(answer)
  const shares = rows.length > 1
  const names = answer.ranges.map((_, place) => rangeName(answer, place, t))
  return {
    animationDuration: 180,
    grid: { left: 8, right: 16, top: shares ? 40 : 24, bottom: 8, outerBoundsMode: "same" },
    legend: shares ? { top: 0, left: 0, type: "scroll" } : { show: false },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (found: unknown) => {
        const [first] = Array.isArray(found) ? (found as { dataIndex: number }[]) : []
        if (first === undefined) return ""
        const lines = rows.map(({ row }) => {
          const people = row.bins[first.dataIndex] ?? 0
          const part = row.people === 0 ? null : people / row.people
          const name = shares ? `${rowName(row, ask, answer.meta.zone, t)}  ` : ""
          return `${name}${t("frequency:counted", { count: people, people: exact(people) })} · ${share(part)}`
        })
        return [names[first.dataIndex], ...lines].join("\n")
      },
    },
    xAxis: { type: "category", data: names, axisLabel: { hideOverlap: true } },
    yAxis: {
      type: "value",
      min: 0,
      splitNumber: 4,
      axisLabel: {
        formatter: (value: number) =>
          shares ? share(value).replace(/[.,]0(?=\s?%)/, "") : number(value),
      },
    },
    series: rows.map(({ row }) => ({
      type: "bar" as const,
      name: rowName(row, ask, answer.meta.zone, t),
      barCategoryGap: "20%",
      data: row.bins.map((people) => (shares ? people / Math.max(1, row.people) : people)),
      label: {
        show: !shares && names.length <= 14,
        position: "top" as const,
        formatter: ({ value }: { value?: unknown }) => number(Number(value)),
      },
    })),
  }
}
