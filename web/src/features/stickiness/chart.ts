/** How is stickiness drawn? Bars of people by their days, and the daily share as a line. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { bucket, exact, share } from "@/lib/format"
import type { StickinessState } from "./ask"
import { countsOf, newestPlace, type Stickiness, usualShares } from "./spells"

const QUIET = "#7F93A8"
const axis = {
  type: "value" as const,
  min: 0,
  splitNumber: 4,
  axisLabel: { formatter: (value: number) => share(value).replace(/[.,]0(?=\s?%)/, "") },
}

/** One week or month: the share of its people on 1, 2, 3 … days, the usual share as a dash. */
export function daysOption(answer: Stickiness, place: number, t: Words): EChartsOption {
  const spell = answer.spells[place]
  const counts = spell ? countsOf(spell) : []
  const usual = usualShares(answer.spells)
  return {
    animationDuration: 180,
    grid: { left: 8, right: 16, top: 24, bottom: 8, outerBoundsMode: "same" },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (found: unknown) => {
        const one = counts[at(found)]
        if (one === undefined) return ""
        return [
          t("stickiness:onDays", { count: one.days }),
          `${exact(one.people)} · ${share(one.share)}`,
          t("stickiness:orMore", { people: exact(one.atLeast), share: share(one.atLeastShare) }),
          t("stickiness:usually", { share: share(usual[one.days - 1]) }),
        ].join("\n")
      },
    },
    xAxis: { type: "category", data: counts.map((one) => String(one.days)) },
    yAxis: axis,
    series: [
      {
        type: "bar",
        name: t("stickiness:share"),
        data: counts.map((one) => one.share),
        barCategoryGap: "30%",
        label: {
          show: counts.length <= 7,
          position: "top",
          formatter: ({ value }: { value?: unknown }) => share(Number(value)),
        },
      },
      {
        type: "line",
        name: t("stickiness:usual"),
        data: counts.map((_, index) => usual[index] ?? null),
        lineStyle: { width: 0 },
        symbol: "rect",
        symbolSize: [28, 3],
        itemStyle: { color: QUIET },
        silent: true,
      },
    ],
  }
}

/** The daily share over time; the day that still runs is dashed. */
export function dailyOption(
  answer: Stickiness,
  ask: StickinessState,
  t: Words,
  now: Date = new Date(),
): EChartsOption {
  const { daily, meta } = answer
  const names = daily.map((one) => bucket(one.start, "day", meta.zone))
  const ended = daily.filter(
    (_, index) => new Date(daily[index + 1]?.start ?? meta.period.to) <= now,
  ).length
  const part = (from: number, to: number, dashed: boolean) => ({
    type: "line" as const,
    name: t(`stickiness:of.${ask.every}`),
    showSymbol: false,
    data: daily.map((one, index) => (index >= from && index < to ? one.share : null)),
    lineStyle: { width: 2.5, type: dashed ? ("dashed" as const) : ("solid" as const) },
    itemStyle: {},
  })
  return {
    animationDuration: 180,
    grid: { left: 8, right: 16, top: 16, bottom: 8, outerBoundsMode: "same" },
    tooltip: {
      trigger: "axis",
      formatter: (found: unknown) => {
        const one = daily[at(found)]
        if (one === undefined) return ""
        return [
          `${names[at(found)]}  ${share(one.share)}`,
          t(`stickiness:dailyOf.${ask.every}`, {
            active: exact(one.active),
            within: exact(one.within),
          }),
        ].join("\n")
      },
    },
    xAxis: { type: "category", data: names },
    yAxis: axis,
    series: [part(0, ended, false), part(Math.max(0, ended - 1), daily.length, true)],
    color: ["#2F6DA8", "#2F6DA8"],
  }
}

export function picture(answer: Stickiness, _: StickinessState, t: Words): EChartsOption {
  return daysOption(answer, newestPlace(answer.spells), t)
}

function at(found: unknown): number {
  return Array.isArray(found) ? ((found as { dataIndex: number }[])[0]?.dataIndex ?? -1) : -1
}
