/** How is a metric drawn? Its line over the band of what was expected; odd and failing points marked. */
import type { EChartsOption } from "echarts"
import type { MetricAnswer } from "@/features/growth/api"
import { immature, marked, type Write } from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { bucket } from "@/lib/format"
import { type Mode, palettes, series } from "@/ui/tokens"

export function metricOption(
  answer: MetricAnswer,
  write: Write,
  name: string,
  mode: Mode,
  t: Words,
): EChartsOption {
  const { points, meta } = answer
  const colours = palettes[mode]
  const line = series[mode][0] ?? colours.ink
  const from = immature(answer)
  const { odd, wrong } = marked(answer)
  const days = points.map(({ start }) => bucket(start, "day", meta.zone))
  const only = (places: number[]) =>
    points.map((point, i) => (places.includes(i) ? point.value : null))
  const dots = (id: string, places: number[], symbol: string, color: string) => ({
    type: "line" as const,
    id,
    name: t(`growth:${id}`),
    data: only(places),
    lineStyle: { opacity: 0 },
    symbol,
    symbolSize: 11,
    showSymbol: true,
    color,
    z: 5,
  })
  const band = { type: "line" as const, stack: "band", silent: true, symbol: "none", z: 1 }
  return {
    grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: "same" },
    xAxis: { type: "category", data: days, boundaryGap: false, axisLabel: { hideOverlap: true } },
    yAxis: {
      type: "value",
      min: (extent: { min: number }) => Math.min(0, extent.min),
      axisLabel: { formatter: (value: number) => write(value) },
    },
    tooltip: {
      trigger: "axis",
      confine: true,
      formatter: (given: unknown) =>
        tip(answer, (given as { dataIndex: number }[])[0]?.dataIndex ?? 0, days, write, t),
    },
    series: [
      {
        ...band,
        id: "low",
        lineStyle: { opacity: 0 },
        data: points.map(({ low }) => low ?? null),
      },
      {
        ...band,
        id: "band",
        lineStyle: { opacity: 0 },
        areaStyle: { color: line, opacity: 0.13 },
        data: points.map(({ low, high }) => (isKnown(low) && isKnown(high) ? high - low : null)),
      },
      {
        type: "line",
        id: "line",
        name,
        color: line,
        showSymbol: false,
        z: 3,
        data: points.map(({ value }, i) => (i < from ? value : null)),
      },
      {
        type: "line",
        id: "dashed",
        name,
        color: line,
        showSymbol: false,
        z: 3,
        lineStyle: { type: "dashed" },
        data: points.map(({ value, start }, i) =>
          i >= from - 1 && new Date(start) <= new Date() ? value : null,
        ),
      },
      dots("odd", odd, "circle", colours.bad),
      dots("wrong", wrong, "triangle", colours.beam),
    ],
  }
}

function isKnown(value: number | null | undefined): value is number {
  return typeof value === "number"
}

function tip(answer: MetricAnswer, at: number, days: string[], write: Write, t: Words): string {
  const point = answer.points[at]
  if (!point) return ""
  const said = [`${days[at]}  ${write(point.value)}`]
  if (isKnown(point.low) && isKnown(point.high)) {
    said.push(
      t("growth:expectedTip", {
        value: write(point.expected),
        low: write(point.low),
        high: write(point.high),
      }),
    )
  }
  if (point.holiday) said.push(t("growth:holidayTip", { holiday: point.holiday }))
  if (point.odd) said.push(t("growth:odd"))
  if (point.wrong) said.push(t(`growth:wrongTip.${point.wrong}`))
  if (!point.mature) said.push(t("growth:immature"))
  return said.join("\n")
}
