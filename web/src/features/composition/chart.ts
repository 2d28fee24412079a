/** How are parts drawn? As a ring, as bars, or stacked to the whole over time. */
import type { EChartsOption } from "echarts"
import type { Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import type { CompositionState } from "./ask"
import { type Composition, type Placed, placed } from "./parts"
import { partName, startName } from "./say"

export const SHAPES = ["ring", "bars"] as const
export type Shape = (typeof SHAPES)[number]

const axis = {
  type: "value" as const,
  min: 0,
  splitNumber: 4,
  axisLabel: { formatter: (value: number) => share(value).replace(/[.,]0(?=\s?%)/, "") },
}

/** The parts of the whole period. */
export function partsOption(answer: Composition, shape: Shape, t: Words): EChartsOption {
  const drawn = placed(answer)
  return shape === "ring" ? ring(drawn, t) : bars(drawn, t)
}

function ring(drawn: Placed[], t: Words): EChartsOption {
  return {
    animationDuration: 180,
    tooltip: {
      trigger: "item",
      formatter: (found: unknown) => told(drawn[(found as { dataIndex: number }).dataIndex], t),
    },
    legend: { show: false },
    series: [
      {
        type: "pie",
        radius: ["48%", "74%"],
        data: drawn.map(({ part }) => ({ name: partName(part, t), value: part.count })),
        label: { formatter: ({ name, percent }) => `${name}  ${share((percent ?? 0) / 100)}` },
        minShowLabelAngle: 8,
      },
    ],
  }
}

function bars(drawn: Placed[], t: Words): EChartsOption {
  return {
    animationDuration: 180,
    grid: { left: 8, right: 56, top: 8, bottom: 8, outerBoundsMode: "same" },
    tooltip: {
      trigger: "item",
      formatter: (found: unknown) => told(drawn[(found as { dataIndex: number }).dataIndex], t),
    },
    xAxis: axis,
    yAxis: {
      type: "category",
      inverse: true,
      data: drawn.map(({ part }) => partName(part, t)),
      axisLabel: { width: 140, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        data: drawn.map(({ part }) => part.share),
        barCategoryGap: "30%",
        label: {
          show: true,
          position: "right",
          formatter: ({ value }: { value?: unknown }) => share(Number(value)),
        },
      },
    ],
  }
}

/** The share of each part in every point, stacked to the whole. */
export function overOption(answer: Composition, ask: CompositionState, t: Words): EChartsOption {
  const drawn = placed(answer)
  const names = answer.starts.map((_, at) => startName(answer, at, ask))
  return {
    animationDuration: 180,
    grid: { left: 8, right: 16, top: 40, bottom: 8, outerBoundsMode: "same" },
    legend: { top: 0, left: 0, type: "scroll" },
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (found: unknown) => {
        const [first] = Array.isArray(found) ? (found as { dataIndex: number }[]) : []
        if (first === undefined) return ""
        const lines = drawn.map(({ part }) => {
          const point = part.points[first.dataIndex]
          return `${partName(part, t)}  ${share(point?.share)} · ${exact(point?.count)}`
        })
        return [names[first.dataIndex], ...lines].join("\n")
      },
    },
    xAxis: { type: "category", data: names, axisLabel: { hideOverlap: true } },
    yAxis: { ...axis, max: 1 },
    series: drawn.map(({ part }) => ({
      type: "bar" as const,
      stack: "whole",
      name: partName(part, t),
      barCategoryGap: "12%",
      data: part.points.map((point) => point.share),
    })),
  }
}

export function picture(answer: Composition, ask: CompositionState, t: Words): EChartsOption {
  return answer.starts.length > 0 ? overOption(answer, ask, t) : partsOption(answer, "bars", t)
}

function told(one: Placed | undefined, t: Words): string {
  if (one === undefined) return ""
  return `${partName(one.part, t)}\n${exact(one.part.count)} · ${share(one.part.share)}`
}
