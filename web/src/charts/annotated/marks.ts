/** Where on a chart stands what happened? Numbered marks on buckets, and lines drawn there. */
import type { EChartsOption } from "echarts"
import type { Annotation } from "@/lib/annotations"

/** One annotation by its number, over the buckets from `at` to `to`. */
export interface Mark {
  number: number
  annotation: Annotation
  at: number
  to: number
}

/** Return the annotations that fall into buckets of these starts, numbered from 1 in their order. */
export function marksOf(
  annotations: readonly Annotation[],
  starts: readonly string[],
  end: string,
): Mark[] {
  const times = starts.map((start) => new Date(start).getTime())
  const last = new Date(end).getTime()
  const bucketOf = (at: number) => times.findLastIndex((start) => start <= at)
  const first = times[0] ?? last
  return annotations
    .filter(({ at, until }) => Date.parse(at) < last && Date.parse(until ?? at) >= first)
    .map((annotation, i) => ({
      number: i + 1,
      annotation,
      at: Math.max(bucketOf(Date.parse(annotation.at)), 0),
      // What ends as a bucket begins was over before it.
      to: Math.max(bucketOf(Date.parse(annotation.until ?? annotation.at) - 1), 0),
    }))
    .map((mark) => ({ ...mark, to: Math.max(mark.at, mark.to) }))
}

/** The numbers of one bucket in few letters: `2`, `2, 3`, `2–5`. */
export function numbersAt(marks: readonly Mark[], at: number): string {
  const found = marks.filter((mark) => mark.at === at).map(({ number }) => number)
  const [first, last] = [found[0], found.at(-1)]
  return found.length > 2 ? `${first}–${last}` : found.join(", ")
}

interface Ink {
  line: string
  text: string
  ground: string
}

/** Draw the marks over a chart whose horizontal axis has a place for each bucket. */
export function withMarks(option: EChartsOption, marks: readonly Mark[], ink: Ink): EChartsOption {
  const axis = option.xAxis as { type?: string; data?: unknown[] } | undefined
  if (axis?.type !== "category") return option
  const xAxis = { ...axis, triggerEvent: true } as EChartsOption["xAxis"]
  if (marks.length === 0) return { ...option, xAxis }
  const grid = option.grid as { top?: number }
  const places = [...new Set(marks.map(({ at }) => at))]
  const long = marks.filter(({ at, to }) => to > at)
  const series = {
    type: "line" as const,
    id: "annotations",
    data: [],
    silent: true,
    tooltip: { show: false },
    markLine: {
      silent: true,
      symbol: ["none", "none"],
      lineStyle: { color: ink.line, type: [3, 3] as number[], width: 1 },
      label: {
        position: "end" as const,
        distance: 2,
        color: ink.text,
        backgroundColor: ink.ground,
        borderRadius: 8,
        padding: [2, 6],
        fontSize: 11,
      },
      data: places.map((at) => ({ xAxis: at, label: { formatter: numbersAt(marks, at) } })),
    },
    markArea: {
      silent: true,
      itemStyle: { color: ink.line, opacity: 0.08 },
      data: long.map(({ at, to }) => [{ xAxis: at }, { xAxis: to }]),
    },
  }
  return {
    ...option,
    xAxis,
    grid: { ...grid, top: (grid?.top ?? 0) + 18 },
    tooltip: told(option.tooltip, marks),
    series: [...[option.series ?? []].flat(), series] as EChartsOption["series"],
  }
}

/** Say what happened below what the chart's own tooltip says of a bucket. */
function told(tooltip: EChartsOption["tooltip"], marks: readonly Mark[]): EChartsOption["tooltip"] {
  const own = tooltip as { formatter?: unknown } | undefined
  const say = own?.formatter
  if (typeof say !== "function") return tooltip
  const formatter = (given: unknown, ...more: unknown[]) => {
    const at = [given].flat().map((one) => (one as { dataIndex?: number }).dataIndex ?? -1)[0] ?? -1
    const found = marks.filter((mark) => mark.at <= at && at <= mark.to)
    const lines = found.map(({ number, annotation }) => `${number}  ${clipped(annotation.text)}`)
    return [say(given, ...more), ...lines].join("\n")
  }
  return { ...own, formatter } as EChartsOption["tooltip"]
}

function clipped(text: string): string {
  const line = text.replaceAll(/\s+/g, " ")
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
