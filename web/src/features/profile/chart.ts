/** The values that differ most as bars around 100: the picture of a profile. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import type { ProfileState } from "./ask"
import { fullName, sayIndex } from "./say"
import { clearest, type Profile } from "./traits"

const MOST = 20

export function picture(answer: Profile, _ask: ProfileState, t: Words): EChartsOption {
  const drawn = clearest(answer, MOST)
  return {
    grid: { left: 8, right: 56, top: 32, bottom: 8, outerBoundsMode: "same" },
    xAxis: {
      type: "value",
      name: t("profile:index"),
      nameLocation: "middle",
      position: "top",
      axisLabel: { formatter: (value: number) => sayIndex(value + 100) },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: drawn.map((one) => fullName(one, t)),
      axisLine: { onZero: false },
      axisLabel: { width: 220, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        data: drawn.map(({ trait }) => (trait.index ?? 100) - 100),
        barCategoryGap: "30%",
        label: {
          show: true,
          position: "right",
          formatter: ({ value }: { value?: unknown }) => sayIndex(Number(value) + 100),
        },
      },
    ],
  }
}
