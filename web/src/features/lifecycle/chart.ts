/** How is a lifecycle drawn? Who is active above the line, who fell dormant below it. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { bucket, exact, number } from "@/lib/format"
import { type Mode, series as palette, palettes } from "@/ui/tokens"
import type { LifecycleState } from "./ask"
import { ACTIVE, actives, type Lifecycle } from "./stages"

const DORMANT = "dormant"

export function chartOption(
  answer: Lifecycle,
  ask: LifecycleState,
  t: Words,
  mode: Mode = document.documentElement.dataset.mode === "dark" ? "dark" : "light",
): EChartsOption {
  const { stages, meta } = answer
  const names = stages.map((one) => bucket(one.start, ask.every, meta.zone))
  const later = answer.forecast?.points ?? []
  const colours = palette[mode]
  const state = (name: (typeof ACTIVE)[number] | typeof DORMANT, colour: string) => ({
    type: "bar" as const,
    name: t(`lifecycle:state.${name}`),
    stack: "life",
    barCategoryGap: "25%",
    itemStyle: { color: colour },
    emphasis: { focus: "series" as const },
    data: stages.map((one) => ({
      value: name === DORMANT ? -one.dormant : one[name],
      // What still runs is drawn lighter, with a dashed edge.
      itemStyle: one.complete
        ? undefined
        : { opacity: 0.45, borderColor: colour, borderWidth: 1, borderType: "dashed" as const },
    })),
  })
  return {
    animationDuration: 180,
    grid: { left: 8, right: 16, top: 40, bottom: 8, outerBoundsMode: "same" },
    legend: { top: 0, left: 0, data: legend(t) },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (found: unknown) => said(found, answer, names, ask, t),
    },
    xAxis: {
      type: "category",
      data: [...names, ...later.map((one) => bucket(one.start, ask.every, meta.zone))],
      axisLine: { onZero: true },
    },
    yAxis: {
      type: "value",
      axisLabel: { formatter: (value: number) => number(Math.abs(value)) },
      splitNumber: 4,
    },
    series: [
      state("returning", colours[0] ?? ""),
      state("resurrecting", colours[5] ?? ""),
      state("new", colours[2] ?? ""),
      state(DORMANT, colours[3] ?? ""),
      ...foretold(answer, t, palettes[mode].beam),
    ],
  }
}

function legend(t: Words): string[] {
  return [...ACTIVE, DORMANT].map((name) => t(`lifecycle:state.${name}`))
}

/** The actives to come as a dashed line in its range, from the last bucket that has ended. */
function foretold(answer: Lifecycle, t: Words, colour: string) {
  const points = answer.forecast?.points ?? []
  if (points.length === 0) return []
  const last = answer.stages.findLastIndex((one) => one.complete)
  const begin = answer.stages[last]
  const now = begin ? actives(begin) : 0
  const before = Array.from({ length: last }, () => null)
  const line = (values: (number | null)[], more: object) => ({
    type: "line" as const,
    showSymbol: false,
    silent: true,
    data: [...before, ...values],
    lineStyle: { width: 0 },
    itemStyle: { color: colour },
    ...more,
  })
  return [
    line([now, ...points.map((one) => one.low)], { stack: "range" }),
    line([0, ...points.map((one) => one.high - one.low)], {
      stack: "range",
      areaStyle: { color: colour, opacity: 0.18 },
    }),
    line([now, ...points.map((one) => one.actives)], {
      name: t("lifecycle:forecast"),
      lineStyle: { width: 2, type: "dashed", color: colour },
    }),
  ]
}

function said(
  found: unknown,
  answer: Lifecycle,
  names: readonly string[],
  ask: LifecycleState,
  t: Words,
): string {
  const [first] = Array.isArray(found) ? (found as { dataIndex: number }[]) : []
  if (first === undefined) return ""
  const stage = answer.stages[first.dataIndex]
  // A bucket that still runs is foretold as well.
  const last = answer.stages.findLastIndex((one) => one.complete)
  const point = answer.forecast?.points[first.dataIndex - last - 1]
  const name = stage
    ? names[first.dataIndex]
    : bucket(point?.start ?? "", ask.every, answer.meta.zone)
  const lines = [`${name}${stage && !stage.complete ? ` · ${t("lifecycle:running")}` : ""}`]
  if (stage) {
    lines.push(`${t("lifecycle:state.active")}  ${exact(actives(stage))}`)
    for (const one of [...ACTIVE, DORMANT] as const) {
      lines.push(`${t(`lifecycle:state.${one}`)}  ${exact(stage[one])}`)
    }
  }
  if (point) {
    lines.push(
      t("lifecycle:point", {
        active: exact(Math.round(point.actives)),
        low: exact(Math.round(point.low)),
        high: exact(Math.round(point.high)),
      }),
    )
  }
  return lines.join("\n")
}
