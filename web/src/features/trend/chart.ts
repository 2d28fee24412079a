/** How is a trend drawn? Lines with their names at their ends, unfinished buckets dashed; bars for one bucket. */
import type { EChartsOption } from "echarts"
import type { TrendAsk } from "@/features/trend/ask"
import { type Line, starts, type TrendAnswer, unfinished, writer } from "@/features/trend/lines"
import type { Words } from "@/lib/ask"
import { bucket, exact } from "@/lib/format"

export interface Drawing {
  /** The lines to be drawn. */
  drawn: Line[]
  answer: TrendAnswer
  ask: TrendAsk
  now: Date
  /** Colours of the lines in their order, again from the first after the last. */
  colours: readonly string[]
  /** Whether there is room for names at the lines' ends. */
  labelled: boolean
  t: Words
}

export function chartOption(drawing: Drawing): EChartsOption {
  return starts(drawing.answer).length < 2 ? bars(drawing) : drawnLines(drawing)
}

const LABEL = 150

/** Which buckets are not whole: the first, and those from `last` on. */
interface Cut {
  first: boolean
  last: number
}

function drawnLines(drawing: Drawing): EChartsOption {
  const { drawn, answer, ask, now, labelled, t } = drawing
  const write = writer(ask)
  const all = starts(answer).map((start) => bucket(start, ask.every, answer.meta.zone))
  const cut = {
    first: new Date(starts(answer)[0] ?? "") < new Date(answer.meta.period.from),
    last: unfinished(answer, ask.every, now),
  }
  const named = labelled && drawn.length > 1
  return {
    grid: {
      left: 8,
      right: named ? LABEL + 16 : 24,
      top: 16,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: { type: "category", data: all, boundaryGap: false, axisLabel: { hideOverlap: true } },
    yAxis: {
      type: "value",
      min: (extent: { min: number }) => Math.min(0, extent.min),
      minInterval: isWhole(drawn) ? 1 : undefined,
      axisLabel: { formatter: (value: number) => write(value) },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      order: "valueDesc",
      formatter: (given: unknown) => {
        const at = (given as { dataIndex: number }[])[0]?.dataIndex ?? 0
        return tooltip(drawing, all[at] ?? "", at, at >= cut.last ? t("trend:unfinished") : "")
      },
    },
    series: [
      ...drawn.flatMap((line, i) => beforeOf(line, i, drawing)),
      ...drawn.flatMap((line, i) => parts(line, i, cut, drawing, named)),
    ],
  }
}

/** A line's finished part; the unfinished ends, dashed; and its name beside where it stood last. */
function parts(line: Line, i: number, cut: Cut, drawing: Drawing, named: boolean) {
  const color = colourOf(line, i, drawing.colours)
  const count = line.values.length
  const style = {
    type: "line" as const,
    name: line.label,
    color,
    connectNulls: false,
    showSymbol: count <= 45,
  }
  const from = cut.first ? 1 : 0
  const ends = (at: number) => at < from + (cut.first ? 1 : 0) || at >= cut.last - 1
  const solid = {
    ...style,
    id: line.key,
    data: line.values.map((value, at) => (at >= from && at < cut.last ? value : null)),
  }
  const dashed = {
    ...style,
    id: `${line.key}~`,
    data: line.values.map((value, at) => (ends(at) ? value : null)),
    lineStyle: { type: "dashed" as const },
    itemStyle: { opacity: 0.6 },
  }
  const unfinished = cut.first || cut.last < count ? [dashed] : []
  return [solid, ...unfinished, ...(named ? [nameAtEnd(line, cut, color)] : [])]
}

/** The period compared with: fainter, in round dots of the line's colour, under it. */
function beforeOf(line: Line, i: number, { colours }: Drawing) {
  if (line.before === null) return []
  return [
    {
      type: "line" as const,
      id: `${line.key}<`,
      name: line.label,
      color: colourOf(line, i, colours),
      data: line.before.values,
      showSymbol: false,
      silent: true,
      lineStyle: { width: 2, type: [1, 4], cap: "round" as const, opacity: 0.75 },
    },
  ]
}

/** A line's name at the right edge, as high as its last finished point. */
function nameAtEnd(line: Line, cut: Cut, color: string) {
  const finished = line.values.slice(0, cut.last)
  const height = (finished.length > 0 ? finished : line.values).findLast((one) => one !== null)
  return {
    type: "line" as const,
    id: `${line.key}!`,
    name: line.label,
    // Two points and no ink: a label is shifted off others only at the end of a line.
    data: line.values.map((_, at) => (at >= line.values.length - 2 ? (height ?? null) : null)),
    showSymbol: false,
    lineStyle: { opacity: 0 },
    color,
    silent: true,
    endLabel: {
      show: true,
      color,
      distance: 10,
      width: LABEL,
      overflow: "truncate" as const,
      formatter: () => line.label,
    },
    labelLayout: { moveOverlap: "shiftY" as const },
  }
}

function isWhole(drawn: Line[]): boolean {
  return drawn.every(({ values }) => values.every((value) => value === null || value % 1 === 0))
}

/** One bucket: a bar for each line, the first on top. */
function bars({ drawn, ask, colours }: Drawing): EChartsOption {
  const write = writer(ask)
  return {
    grid: {
      left: 8,
      right: 64,
      top: 8,
      bottom: 8,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    xAxis: { type: "value", min: 0, axisLabel: { formatter: (value: number) => write(value) } },
    yAxis: {
      type: "category",
      inverse: true,
      data: drawn.map(({ label }) => label),
      axisLabel: { width: 180, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 28,
        data: drawn.map((line, i) => ({
          value: line.total,
          itemStyle: { color: colourOf(line, i, colours), borderRadius: [0, 4, 4, 0] },
        })),
        label: {
          show: true,
          position: "right",
          formatter: (at) => write(drawn[at.dataIndex]?.total),
        },
      },
    ],
  }
}

const MOST_TOLD = 12

function tooltip({ drawn, ask, t }: Drawing, when: string, at: number, note: string): string {
  const write = writer(ask)
  const told = drawn
    .map((line) => ({
      label: line.label,
      value: line.values[at] ?? null,
      was: line.before?.values[at] ?? null,
    }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => (b.value ?? 0) - (a.value ?? 0))
  const say = write === writer({ ...ask, formula: "" }) ? exact : write
  const rows = told.slice(0, MOST_TOLD).map(({ label, value, was }) => {
    const before = was === null ? "" : `  (${t("trend:was", { value: say(was) })})`
    return `${say(value)}  ${clipped(label)}${before}`
  })
  const more = told.length > MOST_TOLD ? [`+ ${told.length - MOST_TOLD}`] : []
  return [note ? `${when} · ${note}` : when, ...rows, ...more].join("\n")
}

function clipped(text: string): string {
  return text.length > 48 ? `${text.slice(0, 47)}…` : text
}

/** The rest is grey whatever its place. */
export function colourOf(line: Line, i: number, colours: readonly string[]): string {
  return (line.other ? colours.at(-1) : colours[i % (colours.length - 1)]) ?? "#888"
}
