/** How is drawn how far a page is seen? The share of views that came so far down, and the fold. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { duration, exact, share } from "@/lib/format"
import type { Heat } from "./page"

/** Height of the parts whose time on the screen is told. */
const PART_PX = 250

export function reachOption(answer: Heat, t: Words): EChartsOption {
  const { band, map, versus } = answer
  const line = (side: Heat["map"], name: string, dashed: boolean) => ({
    type: "line" as const,
    name,
    showSymbol: false,
    step: "end" as const,
    lineStyle: dashed ? { type: "dashed" as const } : {},
    areaStyle: dashed ? undefined : { opacity: 0.12 },
    data: side.reach.map((one, at) => [at * band, one.share]),
  })
  const fold = map.fold_px
  const seconds = map.seen_s
  return {
    animationDuration: 180,
    grid: { left: 8, right: 24, top: 32, bottom: 8, outerBoundsMode: "same" },
    legend: { top: 0, left: 0, show: Boolean(versus) },
    tooltip: {
      trigger: "axis",
      formatter: (found: unknown) => {
        const [first] = Array.isArray(found) ? (found as { value: [number, number] }[]) : []
        if (first === undefined) return ""
        const at = first.value[0]
        const one = map.reach[Math.round(at / band)]
        const told = [`${exact(at)} px`, `${share(one?.share)} · ${exact(one?.views)}`]
        const time = seconds[Math.floor(at / PART_PX)]
        if (time !== undefined) told.push(t("heat:seenFor", { time: duration(time) }))
        return told.join("\n")
      },
    },
    xAxis: {
      type: "value",
      min: 0,
      max: Math.max(map.reach.length, versus?.reach.length ?? 0) * band,
      axisLabel: { formatter: (px: number) => `${exact(px)} px`, hideOverlap: true },
    },
    yAxis: {
      type: "value",
      min: 0,
      max: 1,
      splitNumber: 4,
      axisLabel: { formatter: (value: number) => share(value).replace(/[.,]0(?=\s?%)/, "") },
    },
    series: [
      {
        ...line(map, t("heat:here"), false),
        markLine: {
          silent: true,
          symbol: "none",
          label: { formatter: t("heat:fold") },
          data: fold === null || fold === undefined ? [] : [{ xAxis: fold }],
        },
      },
      ...(versus ? [line(versus, t("heat:there"), true)] : []),
    ] as EChartsOption["series"],
  }
}
