/** How are segments drawn? Their share of people beside their share of the value. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { type Mode, palettes, series } from "@/ui/tokens"
import type { RfmState } from "./ask"
import type { Rfm, Segment } from "./grid"
import { segmentName, valueName } from "./say"

export function drawn(answer: Rfm): Segment[] {
  return answer.segments.filter((one) => one.people > 0)
}

export function segmentsOption(
  answer: Rfm,
  ask: RfmState,
  t: Words,
  mode: Mode = document.documentElement.dataset.mode === "dark" ? "dark" : "light",
): EChartsOption {
  const told = drawn(answer)
  const bar = { type: "bar" as const, barCategoryGap: "28%", barGap: "10%" }
  const shares = told.some((one) => one.value_share !== null)
  return {
    animationDuration: 180,
    grid: { left: 8, right: 24, top: 36, bottom: 8, outerBoundsMode: "same" },
    legend: { top: 0, left: 0 },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (found: unknown) => {
        const [first] = Array.isArray(found) ? (found as { dataIndex: number }[]) : []
        const one = first && told[first.dataIndex]
        return one ? lines(one, ask, t) : ""
      },
    },
    xAxis: {
      type: "value",
      axisLabel: { formatter: (value: number) => share(value).replace(/[.,]0(?=\s?%)/, "") },
      splitNumber: 4,
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: told.map(({ name }) => segmentName(name, t)),
      axisLabel: { width: 130, overflow: "truncate" },
    },
    series: [
      {
        ...bar,
        name: t("rfm:shareOfPeople"),
        itemStyle: { color: series[mode][0] },
        data: told.map((one) => one.share),
      },
      ...(shares
        ? [
            {
              ...bar,
              name: t("rfm:shareOfValue", { of: valueName(ask, t) }),
              itemStyle: { color: palettes[mode].beam },
              data: told.map((one) => one.value_share),
            },
          ]
        : []),
    ],
  }
}

function lines(one: Segment, ask: RfmState, t: Words): string {
  const said = [
    segmentName(one.name, t),
    `${t("rfm:people")}  ${exact(one.people)} · ${share(one.share)}`,
    `${t("rfm:meanValue", { of: valueName(ask, t) })}  ${exact(one.value)}`,
  ]
  if (one.value_share !== null) said.push(`${t("rfm:valueShare")}  ${share(one.value_share)}`)
  return said.join("\n")
}
