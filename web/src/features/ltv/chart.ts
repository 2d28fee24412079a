/** How are lifetime values drawn? A line a group; what is foreseen is dashed, in its range. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { amount, number } from "@/lib/format"
import { type Mode, series as palette, palettes } from "@/ui/tokens"
import type { LtvState } from "./ask"
import { type Curve, drawn, groupName, type Ltv, pointsOf, type Shows, scaled } from "./curves"
import { pointText } from "./say"

const LINE = { type: "line" as const, showSymbol: false, connectNulls: false }

export function curvesOption(
  answer: Ltv,
  shows: Shows,
  t: Words,
  mode: Mode = document.documentElement.dataset.mode === "dark" ? "dark" : "light",
): EChartsOption {
  const told = drawn(answer)
  const width = answer.age_days
  const most = Math.max(0, ...told.map(({ group }) => pointsOf(group, width).length))
  const days = Array.from({ length: most }, (_, age) => (age + 1) * width)
  return {
    animationDuration: 180,
    grid: { left: 8, right: 24, top: 44, bottom: 8, outerBoundsMode: "same" },
    legend: { top: 0, left: 0, type: "scroll", data: told.map((one) => groupName(one, t)) },
    tooltip: {
      trigger: "axis",
      formatter: (found: unknown) => {
        const [first] = Array.isArray(found) ? (found as { dataIndex: number }[]) : []
        if (first === undefined) return ""
        const at = first.dataIndex
        const lines = told.map((one) => pointText(one, at, width, t)).filter(Boolean)
        return [t("ltv:afterDays", { count: days[at] ?? 0 }), ...lines].join("\n")
      },
    },
    xAxis: {
      type: "category",
      boundaryGap: false,
      data: days.map((count) => t("ltv:days", { count })),
      axisLabel: { hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: 0,
      splitNumber: 4,
      axisLabel: {
        formatter: (value: number) => (shows === "roi" ? `${number(value)}×` : number(value)),
      },
    },
    series: told.flatMap((curve, i) => lines(curve, i, { answer, shows, t, mode })),
  }
}

interface Drawing {
  answer: Ltv
  shows: Shows
  t: Words
  mode: Mode
}

function lines(curve: Curve, at: number, { answer, shows, t, mode }: Drawing) {
  const { group } = curve
  const colours = palette[mode]
  const color = curve.place === null ? palettes[mode].text : (colours[at % colours.length] ?? "")
  const points = pointsOf(group, answer.age_days)
  const name = groupName(curve, t)
  const seen = points.filter((one) => !one.foreseen).length
  const place = (value: number | null) => scaled(value, group, shows)
  const line = (keep: (age: number) => boolean, value: (age: number) => number | null) =>
    points.map((_, age) => (keep(age) ? value(age) : null))
  const value = (age: number) => place(points[age]?.value ?? null)
  const low = (age: number) => place(points[age]?.low ?? points[age]?.value ?? null)
  const high = (age: number) => place(points[age]?.high ?? points[age]?.value ?? null)
  const later = (age: number) => age >= seen - 1
  // Only everybody's range is drawn, or that of a single line: more would hide each other.
  const ranged = curve.place === null
  const cost = shows === "roi" ? 1 : group.cac
  return [
    {
      ...LINE,
      name,
      color,
      lineStyle: { width: ranged ? 3 : 2 },
      data: line((age) => age < seen, value),
      ...(ranged && cost ? { markLine: costLine(cost, shows, t) } : {}),
    },
    ...(points.length > seen
      ? [
          {
            ...LINE,
            name,
            color,
            lineStyle: { width: 2, type: "dashed" as const },
            data: line(later, value),
          },
        ]
      : []),
    ...(ranged
      ? [
          {
            ...LINE,
            silent: true,
            stack: "range",
            lineStyle: { width: 0 },
            color,
            data: line(() => true, low),
          },
          {
            ...LINE,
            silent: true,
            stack: "range",
            lineStyle: { width: 0 },
            color,
            areaStyle: { color, opacity: 0.16 },
            data: line(
              () => true,
              (age) => (high(age) ?? 0) - (low(age) ?? 0),
            ),
          },
        ]
      : []),
  ]
}

/** Where a person has paid for themselves. */
function costLine(cost: number, shows: Shows, t: Words) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { type: "dotted" as const },
    label: {
      position: "insideEndTop" as const,
      formatter: t(shows === "roi" ? "ltv:paidLine" : "ltv:costLine", { cac: amount(cost) }),
    },
    data: [{ yAxis: cost }],
  }
}

export function picture(answer: Ltv, _: LtvState, t: Words): EChartsOption {
  return curvesOption(answer, "value", t)
}
