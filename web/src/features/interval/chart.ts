/** How is an interval drawn? Bars by length, and the share that has done it by then as a curve. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { duration, exact, number, share } from "@/lib/format"
import { type Mode, series as palette } from "@/ui/tokens"
import type { IntervalState } from "./ask"
import { drawn, type Interval, rowName, stretchName } from "./rows"

const shareAxis = (value: number) => share(value).replace(/[.,]0(?=\s?%)/, "")

export function chartOption(answer: Interval, _: IntervalState, t: Words): EChartsOption {
  const rows = drawn(answer)
  const shares = rows.length > 1
  const names = answer.stretches.map((_stretch, place) => stretchName(answer, place, t))
  return {
    animationDuration: 180,
    grid: { left: 8, right: 16, top: shares ? 40 : 24, bottom: 8, outerBoundsMode: "same" },
    legend: shares ? { top: 0, left: 0, type: "scroll" } : { show: false },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (found: unknown) => {
        const place = at(found)
        const lines = rows.map(({ row }) => {
          const bar = row.bars[place]
          if (bar === undefined) return ""
          const name = shares ? `${rowName(row, t)}  ` : ""
          const part = row.times === 0 ? null : bar.times / row.times
          const told = t("interval:counted", { times: exact(bar.times), people: exact(bar.people) })
          return `${name}${told} · ${share(part)}`
        })
        return [names[place], ...lines].join("\n")
      },
    },
    xAxis: { type: "category", data: names, axisLabel: { hideOverlap: true } },
    yAxis: {
      type: "value",
      min: 0,
      splitNumber: 4,
      axisLabel: { formatter: (value: number) => (shares ? shareAxis(value) : number(value)) },
    },
    series: rows.map(({ row }) => ({
      type: "bar" as const,
      name: rowName(row, t),
      barCategoryGap: "20%",
      data: row.bars.map((bar) => (shares ? bar.times / Math.max(1, row.times) : bar.times)),
    })),
  }
}

/** The Kaplan–Meier curve of each row drawn; the range of everybody's alone. */
export function curveOption(
  answer: Interval,
  t: Words,
  mode: Mode = document.documentElement.dataset.mode === "dark" ? "dark" : "light",
): EChartsOption {
  const rows = drawn(answer)
  const points = rows[0]?.row.curve ?? []
  const names = points.map((one) => duration(one.after_s))
  const colour = palette[mode][0] ?? ""
  const bare = { type: "line" as const, showSymbol: false, silent: true, lineStyle: { width: 0 } }
  const band =
    rows.length === 1
      ? [
          { ...bare, stack: "range", data: points.map((one) => one.low ?? one.share) },
          {
            ...bare,
            stack: "range",
            data: points.map((one) => (one.high ?? one.share) - (one.low ?? one.share)),
            areaStyle: { color: colour, opacity: 0.18 },
          },
        ]
      : []
  return {
    animationDuration: 180,
    grid: {
      ...{ left: 8, right: 16, bottom: 8, outerBoundsMode: "same" as const },
      top: rows.length > 1 ? 40 : 16,
    },
    legend:
      rows.length > 1
        ? { top: 0, left: 0, type: "scroll", data: rows.map(({ row }) => rowName(row, t)) }
        : { show: false },
    tooltip: {
      trigger: "axis",
      formatter: (found: unknown) => {
        const place = at(found)
        const lines = rows.map(({ row }) => {
          const one = row.curve[place]
          if (one === undefined) return ""
          const name = rows.length > 1 ? `${rowName(row, t)}  ` : ""
          const range = one.low === null ? "" : ` (${share(one.low)} – ${share(one.high)})`
          return `${name}${share(one.share)}${range} · ${t("interval:atRisk", { people: exact(one.at_risk) })}`
        })
        return [t("interval:by", { time: names[place] }), ...lines].join("\n")
      },
    },
    xAxis: { type: "category", data: names, boundaryGap: false, axisLabel: { hideOverlap: true } },
    yAxis: { type: "value", min: 0, splitNumber: 4, axisLabel: { formatter: shareAxis } },
    series: [
      ...rows.map(({ row }) => ({
        type: "line" as const,
        name: rowName(row, t),
        showSymbol: false,
        step: "end" as const,
        data: row.curve.map((one) => one.share),
        lineStyle: { width: 2.5 },
      })),
      ...band,
    ],
  }
}

function at(found: unknown): number {
  return Array.isArray(found) ? ((found as { dataIndex: number }[])[0]?.dataIndex ?? -1) : -1
}
