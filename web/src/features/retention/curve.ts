/** How is coming back drawn? The mean with its bounds, where it goes dashed, cohorts faintly behind. */
import type { EChartsOption, LineSeriesOption } from "echarts"
import type { Words } from "@/lib/ask"
import { labelled, number, share } from "@/lib/format"
import { series as colours, type Mode, palettes } from "@/ui/tokens"
import { isOwn, isSum, type RetentionState } from "./ask"
import {
  type CurvePoint,
  type Mean,
  meansOf,
  type Part,
  partsOf,
  pointAt,
  type Retention,
  rowsOf,
  trivialStart,
  worthOf,
} from "./grid"
import { bucketName, meanText, partName } from "./say"

/** Reads on both grounds; thin lines of it are a backdrop, not a figure. */
const BACKDROP = "#7F93A8"
const MOST_COHORTS = 40

interface Drawing {
  ask: RetentionState
  t: Words
  mode: Mode
  parts: Part[]
  means: Mean[]
  /** The first bucket drawn, and how many. */
  from: number
  count: number
}

export function curveOption(
  answer: Retention,
  ask: RetentionState,
  t: Words,
  mode: Mode = document.documentElement.dataset.mode === "dark" ? "dark" : "light",
): EChartsOption {
  const parts = partsOf(answer)
  const means = meansOf(rowsOf(answer, isOwn(ask)))
  const from = trivialStart(means) && means.length > 1 && !ask.value ? 1 : 0
  const seen = means.findLastIndex((mean) => mean.share !== null) + 1
  const ahead = answer.curve?.fit?.points.at(-1)?.after ?? 0
  const count = Math.max(seen, ahead + 1) - from
  const drawing = { ask, t, mode, parts, means, from, count }
  const write = (value: number) =>
    ask.value ? number(value) : share(value).replace(/[.,]0(?=\s?%)/, "")
  return {
    animationDuration: 180,
    grid: {
      left: 8,
      right: 24,
      top: parts.length > 1 ? 36 : 16,
      bottom: 8,
      outerBoundsMode: "same",
    },
    legend: { show: parts.length > 1, top: 0, left: 0, type: "scroll", data: named(parts, t) },
    tooltip: {
      trigger: "axis",
      confine: true,
      axisPointer: { type: "line", lineStyle: { color: BACKDROP, type: "dotted" } },
      formatter: (found: unknown) => said(found, drawing),
    },
    xAxis: {
      type: "category",
      data: Array.from({ length: count }, (_, at) => bucketName(at + from, ask, t)),
      axisLabel: { hideOverlap: true },
    },
    yAxis: { type: "value", min: 0, axisLabel: { formatter: write }, splitNumber: 4 },
    series: [
      ...(parts[0] ? whole(parts[0], drawing) : []),
      ...(parts.length > 1 ? groups(drawing) : cohorts(answer, drawing)),
    ],
  }
}

function named(parts: readonly Part[], t: Words): string[] {
  return parts.map((part) => partName(part, t))
}

/** What is drawn of a point: its share, or its value where one is asked for. */
function height(point: CurvePoint | undefined, ask: RetentionState): number | null {
  return (ask.value ? point?.value : point?.share) ?? null
}

/** A value for each bucket that is drawn. */
function along<T>({ from, count }: Drawing, of: (after: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => of(at + from))
}

/** The mean of everybody: its line, the band of its bounds, and where it goes. */
function whole(part: Part, drawing: Drawing): LineSeriesOption[] {
  const { ask, t, mode, means, from, count } = drawing
  const value = ask.value !== ""
  const at = (after: number) => pointAt(part.curve, after)
  // Cohorts alone tell the shares; what an older server left out is reckoned here.
  const line = along(drawing, (after) => {
    const point = at(after)
    return value || point ? height(point, ask) : (means[after]?.share ?? null)
  })
  const low = along(drawing, (after) => (value ? at(after)?.value_low : at(after)?.low) ?? null)
  const high = along(drawing, (after) => (value ? at(after)?.value_high : at(after)?.high) ?? null)
  const [first = BACKDROP] = colours[mode]
  const color = drawing.parts.length > 1 ? palettes[mode].text : first
  return [
    ...band(low, high, color),
    {
      type: "line",
      name: partName(part, t),
      data: line,
      color,
      lineStyle: { width: 3 },
      symbolSize: 7,
      z: 5,
      label: {
        show: count <= 14 && from + count === means.length && drawing.parts.length === 1,
        position: "top",
        distance: 8,
        formatter: ({ value: of }: { value?: unknown }) =>
          value ? number(Number(of)) : share(Number(of)),
        fontWeight: 600,
        color: palettes[mode].text,
        textBorderColor: palettes[mode].card,
        textBorderWidth: 3,
      },
      labelLayout: { hideOverlap: true },
    },
    ...fitted(part, drawing),
  ]
}

/** Bounds as an area: what lies below it is stacked under it, unseen. */
function band(low: (number | null)[], high: (number | null)[], color: string): LineSeriesOption[] {
  if (low.every((one) => one === null)) return []
  const style = {
    type: "line" as const,
    stack: "bounds",
    stackStrategy: "all" as const,
    silent: true,
    showSymbol: false,
    lineStyle: { opacity: 0 },
    z: 2,
  }
  const width = high.map((one, at) => (one === null ? null : one - (low[at] ?? 0)))
  return [
    { ...style, data: low },
    { ...style, data: width, areaStyle: { color, opacity: 0.18 } },
  ]
}

function fitted(part: Part, drawing: Drawing): LineSeriesOption[] {
  const fit = part.curve?.fit
  if (!fit) return []
  const at = new Map(fit.points.map((point) => [point.after, point.share]))
  return [
    {
      type: "line",
      name: drawing.t(`retention:fit.${fit.model}`),
      data: along(drawing, (after) => at.get(after) ?? null),
      // Beside groups, one of which may have the fit's own colour, it has that of everybody.
      color: palettes[drawing.mode][drawing.parts.length > 1 ? "text" : "beam"],
      showSymbol: false,
      lineStyle: { width: 2, type: "dashed" },
      z: 6,
    },
  ]
}

function groups(drawing: Drawing): LineSeriesOption[] {
  const { ask, t, mode, parts } = drawing
  const palette = colours[mode]
  return parts.slice(1).map((part, at) => ({
    type: "line",
    name: partName(part, t),
    data: along(drawing, (after) => height(pointAt(part.curve, after), ask)),
    color: palette[at % palette.length],
    symbolSize: 5,
    z: 4,
  }))
}

function cohorts(answer: Retention, drawing: Drawing): LineSeriesOption[] {
  const { ask } = drawing
  const sum = isSum(ask)
  const rows = rowsOf(answer, isOwn(ask)).filter((row) => row.people > 0)
  return rows.slice(-MOST_COHORTS).map((row) => ({
    type: "line",
    data: along(drawing, (after) => {
      const cell = row.cells[after]
      return ask.value ? worthOf(row, cell, sum) : (cell?.share ?? null)
    }),
    silent: true,
    showSymbol: false,
    lineStyle: { width: 1, opacity: 0.5, color: BACKDROP },
    itemStyle: { color: BACKDROP },
    z: 1,
  }))
}

/** What a bucket says when it is pointed at: the mean, the groups beside it, and the fit. */
function said(found: unknown, { ask, t, parts, means, from }: Drawing): string {
  const [first] = Array.isArray(found) ? (found as { dataIndex: number }[]) : []
  if (first === undefined) return ""
  const after = first.dataIndex + from
  const [all, ...rest] = parts
  const mean = means[after]
  const head = bucketName(after, ask, t)
  const lines = [
    mean?.share != null ? meanText(mean, ask, t, pointAt(all?.curve ?? null, after)) : head,
  ]
  for (const part of rest) {
    const value = height(pointAt(part.curve, after), ask)
    const told = ask.value ? number(value) : share(value)
    if (value !== null) lines.push(labelled(partName(part, t), told))
  }
  const fit = all?.curve?.fit
  const point = fit?.points.find((one) => one.after === after)
  if (fit && point) lines.push(labelled(t(`retention:fit.${fit.model}`), share(point.share)))
  return lines.join("\n")
}
