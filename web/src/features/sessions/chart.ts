/** How are sessions drawn? A figure of theirs over time, a line for all or for each group. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { bucket } from "@/lib/format"
import { type Mode, series as palette } from "@/ui/tokens"
import type { SessionsState } from "./ask"
import { drawn, type Figure, isOf, knownTo, type Sessions, unfinished, written } from "./figures"
import { rowName } from "./say"

export function lineOption(
  answer: Sessions,
  ask: SessionsState,
  figure: Figure,
  t: Words,
  mode: Mode = document.documentElement.dataset.mode === "dark" ? "dark" : "light",
  now = new Date(),
): EChartsOption {
  const rows = drawn(answer)
  const starts = (answer.rows[0]?.points ?? []).map(({ start }) => start)
  const names = starts.map((start) => bucket(start, ask.every, answer.meta.zone))
  const last = unfinished(answer, ask.every, now)
  const known = knownTo(answer, last)
  const several = rows.length > 1
  const value = (place: number, at: number) =>
    at < known ? (rows[place]?.row.points[at]?.figures[figure] ?? null) : null
  const colour = (i: number) => palette[mode][i % palette[mode].length]
  const line = { type: "line" as const, showSymbol: starts.length <= 45, connectNulls: false }
  return {
    animationDuration: 180,
    grid: { left: 8, right: 24, top: several ? 40 : 16, bottom: 8, outerBoundsMode: "same" },
    legend: several ? { top: 0, left: 0, type: "scroll" } : { show: false },
    tooltip: {
      trigger: "axis",
      confine: true,
      formatter: (found: unknown) => {
        const at = Array.isArray(found) ? (found as { dataIndex: number }[])[0]?.dataIndex : -1
        const place = at ?? -1
        const when = `${names[place] ?? ""}${place >= last ? ` · ${t("sessions:unfinished")}` : ""}`
        const lines = rows.map(({ row }, i) => {
          const said = written(figure, value(i, place))
          return several ? `${said}  ${rowName(row, t)}` : said
        })
        return [when, ...lines].join("\n")
      },
    },
    xAxis: { type: "category", data: names, boundaryGap: false, axisLabel: { hideOverlap: true } },
    yAxis: {
      type: "value",
      min: 0,
      splitNumber: 4,
      minInterval: figure === "sessions" || figure === "people" ? 1 : undefined,
      axisLabel: { formatter: (one: number) => onAxis(figure, one) },
    },
    // First all finished lines, then their ends: a place in this list is a row's, again from the first.
    series: [
      ...rows.map(({ row }, i) => ({
        ...line,
        id: String(i),
        name: rowName(row, t),
        color: colour(i),
        data: starts.map((_, at) => (at < last ? value(i, at) : null)),
      })),
      ...rows.map(({ row }, i) => ({
        ...line,
        id: `${i}~`,
        name: rowName(row, t),
        color: colour(i),
        lineStyle: { type: "dashed" as const },
        itemStyle: { opacity: 0.6 },
        data: starts.map((_, at) => (at >= last - 1 && last < starts.length ? value(i, at) : null)),
      })),
    ],
  }
}

export function picture(answer: Sessions, ask: SessionsState, t: Words): EChartsOption {
  return lineOption(answer, ask, "sessions", t)
}

function onAxis(figure: Figure, value: number): string {
  const said = written(figure, value)
  return isOf(figure) === "share" ? said.replace(/[.,]0(?=\s?%)/, "") : said
}
