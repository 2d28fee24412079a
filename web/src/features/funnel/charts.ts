/** How are times to convert and conversion by entry drawn? */
import type { EChartsOption } from "echarts"
import type { FunnelAsk } from "@/features/funnel/ask"
import { entriesOf, type FunnelAnswer, timesOf } from "@/features/funnel/beside"
import type { Words } from "@/lib/ask"
import { bucket, duration, exact, number, share } from "@/lib/format"

const MOST = 6
const length = (seconds: number) => (seconds === 0 ? "0" : duration(seconds))
const axis = (value: number) => share(value).replace(/[.,]0(?=\s?%)/, "")

/** Seconds that people have a name for. */
const NICE = [
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400],
  ...[172800, 604800, 1209600, 2592000, 7776000],
]

function frame(many: boolean): EChartsOption {
  return {
    animationDuration: 180,
    grid: { left: 8, right: 24, top: many ? 36 : 16, bottom: 8, outerBoundsMode: "same" },
    legend: { show: many, top: 0, left: 0, type: "scroll" },
  }
}

/** How many converted after how long. */
export function barsOption(answer: FunnelAnswer, t: Words): EChartsOption {
  const groups = timesOf(answer, t).slice(0, MOST)
  const edges = answer.time?.edges_s ?? []
  const names = edges.map((low, i) => {
    const high = edges[i + 1]
    if (high === undefined) return t("funnel:orLonger", { low: duration(low) })
    return t("funnel:between", { low: length(low), high: length(high) })
  })
  const many = groups.length > 1
  return {
    ...frame(many),
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (found: unknown) => {
        const i = placeIn(found)
        const lines = groups.map(({ name, one }) => {
          const said = exact(one.bars[i] ?? 0)
          return many ? `${name}  ${said}` : t("funnel:convertedSo", { said })
        })
        return [names[i], ...lines].join("\n")
      },
    },
    xAxis: { type: "category", data: edges.map(length), axisLabel: { hideOverlap: true } },
    yAxis: { type: "value", splitNumber: 4, axisLabel: { formatter: (n: number) => number(n) } },
    series: groups.map(({ name, one }) => ({
      type: "bar" as const,
      name,
      barCategoryGap: "20%",
      data: [...one.bars],
    })),
  }
}

/** The share that has converted by then. */
export function curveOption(answer: FunnelAnswer, t: Words): EChartsOption {
  const groups = timesOf(answer, t).slice(0, MOST)
  const many = groups.length > 1
  const end = Math.max(1, ...groups.map(({ one }) => one.curve.at(-1)?.after_s ?? 0))
  return {
    ...frame(many),
    tooltip: {
      trigger: "axis",
      formatter: (found: unknown) => {
        const points = found as { seriesName: string; value: [number, number] }[]
        const [first] = points
        if (!first) return ""
        const lines = points.map(({ seriesName, value }) =>
          many ? `${seriesName}  ${share(value[1])}` : share(value[1]),
        )
        return [t("funnel:by", { time: duration(first.value[0]) }), ...lines].join("\n")
      },
    },
    xAxis: {
      type: "value",
      min: 0,
      max: end,
      interval: NICE.find((unit) => end / unit <= 7),
      splitLine: { show: false },
      axisLabel: { hideOverlap: true, formatter: length },
    },
    yAxis: { type: "value", min: 0, splitNumber: 4, axisLabel: { formatter: axis } },
    series: groups.map(({ name, one }) => ({
      type: "line" as const,
      name,
      step: "end" as const,
      showSymbol: false,
      lineStyle: { width: 2.5 },
      data: [[0, 0], ...one.curve.map((at) => [at.after_s, at.share])],
    })),
  }
}

/** Conversion by the time of entry; what is not over yet is left out. */
export function entriesOption(answer: FunnelAnswer, ask: FunnelAsk, t: Words): EChartsOption {
  const groups = entriesOf(answer, t).slice(0, MOST)
  const points = groups[0]?.one.points ?? []
  const many = groups.length > 1
  const names = points.map(({ start }) => bucket(start, ask.every, answer.meta.zone))
  return {
    ...frame(many),
    tooltip: {
      trigger: "axis",
      formatter: (found: unknown) => {
        const i = placeIn(found)
        const lines = groups.map(({ name, one }) => {
          const point = one.points[i]
          if (!point) return ""
          const of = t("funnel:ofThem", {
            converted: exact(point.converted),
            entered: exact(point.entered),
          })
          const said = point.complete
            ? `${share(point.share)} · ${of}`
            : t("funnel:notOver", { of })
          return many ? `${name}  ${said}` : said
        })
        return [names[i], ...lines].join("\n")
      },
    },
    xAxis: { type: "category", data: names, axisLabel: { hideOverlap: true } },
    yAxis: { type: "value", min: 0, splitNumber: 4, axisLabel: { formatter: axis } },
    series: groups.map(({ name, one }) => ({
      type: "line" as const,
      name,
      showSymbol: points.length < 40,
      connectNulls: false,
      lineStyle: { width: 2.5 },
      data: one.points.map((point) => point.share),
    })),
  }
}

function placeIn(found: unknown): number {
  return Array.isArray(found) ? ((found as { dataIndex: number }[])[0]?.dataIndex ?? -1) : -1
}
