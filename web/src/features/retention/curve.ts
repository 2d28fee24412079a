/** How is coming back drawn? The mean as a line, each cohort faintly behind it. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { share } from "@/lib/format"
import { type Mode, palettes } from "@/ui/tokens"
import type { RetentionState } from "./ask"
import { type Mean, meansOf, type Retention, rowsOf, trivialStart } from "./grid"
import { bucketName, meanText } from "./say"

/** Reads on both grounds; thin lines of it are a backdrop, not a figure. */
const BACKDROP = "#7F93A8"
const MOST_COHORTS = 40

export function curveOption(
  answer: Retention,
  ask: RetentionState,
  t: Words,
  mode: Mode = document.documentElement.dataset.mode === "dark" ? "dark" : "light",
): EChartsOption {
  const rows = rowsOf(answer)
  const all = meansOf(rows)
  const from = trivialStart(all) && all.length > 1 ? 1 : 0
  const means = all.slice(from).filter((mean) => mean.share !== null)
  const cohorts = rows.filter((row) => row.people > 0).slice(-MOST_COHORTS)
  return {
    animationDuration: 180,
    grid: { left: 8, right: 24, top: 16, bottom: 8, outerBoundsMode: "same" },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: BACKDROP, type: "dotted" } },
      formatter: (found: unknown) => said(found, means, ask, t),
    },
    xAxis: {
      type: "category",
      data: means.map((mean) => bucketName(mean.after, ask.every, t)),
    },
    yAxis: {
      type: "value",
      min: 0,
      axisLabel: { formatter: (value: number) => share(value).replace(/[.,]0(?=\s?%)/, "") },
      splitNumber: 4,
    },
    series: [
      {
        type: "line",
        name: t("retention:mean"),
        data: means.map((mean) => mean.share),
        lineStyle: { width: 3 },
        symbolSize: 7,
        z: 5,
        label: {
          show: means.length <= 14,
          position: "top",
          distance: 8,
          formatter: ({ value }: { value?: unknown }) => share(Number(value)),
          fontWeight: 600,
          color: palettes[mode].text,
          textBorderColor: palettes[mode].card,
          textBorderWidth: 3,
        },
        labelLayout: { hideOverlap: true },
      },
      ...cohorts.map((row) => ({
        type: "line" as const,
        data: row.cells.slice(from).map((cell) => cell.share),
        silent: true,
        showSymbol: false,
        lineStyle: { width: 1, opacity: 0.5, color: BACKDROP },
        itemStyle: { color: BACKDROP },
        z: 1,
      })),
    ],
  }
}

function said(found: unknown, means: readonly Mean[], ask: RetentionState, t: Words): string {
  const [first] = Array.isArray(found) ? (found as { dataIndex: number }[]) : []
  const mean = first === undefined ? undefined : means[first.dataIndex]
  return mean === undefined ? "" : meanText(mean, ask.every, t)
}
