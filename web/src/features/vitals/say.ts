/** Web vitals in words and as a table. */
import type { EChartsOption } from "echarts"
import type { Schemas } from "@/lib/api"
import type { Behind, Column, Row, Table, Words } from "@/lib/ask"
import { bucket, exact, number, share } from "@/lib/format"
import { sayBy, sayGroup } from "@/lib/sayings"
import type { VitalsState } from "./ask"

export type Vitals = Schemas["VitalsAnswer"]
export type VitalsRow = Vitals["rows"][number]
export type Vital = VitalsRow["vitals"][number]
export const NAMES = ["LCP", "INP", "CLS", "FCP", "TTFB"] as const
export type Name = (typeof NAMES)[number]

/** A vital with its unit. */
export function amount(vital: string, value: number | null | undefined): string {
  if (value === null || value === undefined) return "–"
  if (vital === "CLS") return number(Math.round(value * 1000) / 1000)
  return value >= 1000
    ? `${number(Math.round(value / 10) / 100)} s`
    : `${number(Math.round(value))} ms`
}

export function toneOf(rating: Vital["rating"]): "good" | "bad" | undefined {
  return rating === "good" ? "good" : rating === "poor" ? "bad" : undefined
}

export function rowName(row: VitalsRow, t: Words): string {
  return row.by === null ? t("vitals:all") : sayGroup(row.by, row.other === true, t)
}

export function told(answer: Vitals): Vital[] {
  return (answer.rows[0]?.vitals ?? []).filter((one) => one.loads > 0)
}

export function sentence(answer: Vitals, _: VitalsState, t: Words): string {
  const whole = answer.rows[0]
  const some = told(answer)
  if (!whole || some.length === 0) return t("vitals:nothing")
  const said = some
    .slice(0, 3)
    .map((one) => `${one.vital} ${amount(one.vital, one.value)}`)
    .join(t("ask:comma"))
  const key = whole.passes === null ? "unjudged" : whole.passes ? "passes" : "fails"
  return t(`vitals:sentence.${key}`, { said, level: share(answer.level) })
}

/** Whoever had a load that told a vital: of a row, a point, or a rating. */
export function behind(
  vital: string,
  cell: { row?: number; bucket?: number; rated?: "good" | "fair" | "poor" },
  name: string,
  t: Words,
): Behind {
  const rated = cell.rated ? t(`vitals:rating.${cell.rated}`) : t("vitals:told")
  return { title: t("vitals:who", { vital, name, rated }), cell: { vital, ...cell } }
}

export function table(answer: Vitals, ask: VitalsState, t: Words): Table {
  const columns: Column[] = [
    { key: "name", title: ask.by.length > 0 ? sayBy(ask.by, t) : t("vitals:pages"), is: "text" },
    { key: "vital", title: t("vitals:vital"), is: "text" },
    { key: "loads", title: t("vitals:loads"), is: "number" },
    { key: "people", title: t("vitals:people"), is: "number" },
    { key: "value", title: t("vitals:value"), is: "number" },
    { key: "rating", title: t("vitals:rated"), is: "text" },
    { key: "good", title: t("vitals:rating.good"), is: "share" },
    { key: "poor", title: t("vitals:rating.poor"), is: "share" },
  ]
  const rows = answer.rows.flatMap((row, at) =>
    row.vitals
      .filter((one) => one.loads > 0)
      .map((one): Row => {
        const name = rowName(row, t)
        return {
          key: `${at} ${one.vital}`,
          cells: {
            name,
            vital: one.vital,
            loads: one.loads,
            people: one.people,
            value: one.value,
            rating: one.rating && t(`vitals:rating.${one.rating}`),
            good: one.good / one.loads,
            poor: one.poor / one.loads,
          },
          behind: (column) =>
            column === "people" ? behind(one.vital, { row: at }, name, t) : undefined,
        }
      }),
  )
  return { columns, rows }
}

/** One vital over time, between the lines of good and poor. */
export function lineOption(answer: Vitals, vital: Name, ask: VitalsState, t: Words): EChartsOption {
  const place = NAMES.indexOf(vital)
  const bounds = answer.bounds[place]
  const points = answer.rows[0]?.points ?? []
  const names = points.map(({ start }) => bucket(start, ask.every, answer.meta.zone))
  const scale = vital === "CLS" ? 1 : 1000
  const unit = (value: number) => (vital === "CLS" ? number(value) : `${number(value)} s`)
  const line = (value: number | undefined, name: string) => ({
    yAxis: (value ?? 0) / scale,
    name,
    label: {
      formatter: `${name} ${unit((value ?? 0) / scale)}`,
      position: "insideEndTop" as const,
    },
  })
  return {
    animationDuration: 180,
    grid: { left: 8, right: 16, top: 24, bottom: 8, outerBoundsMode: "same" },
    tooltip: {
      trigger: "axis",
      formatter: (found: unknown) => {
        const [first] = Array.isArray(found) ? (found as { dataIndex: number }[]) : []
        const point = first && points[first.dataIndex]
        if (!point) return ""
        const loads = t("vitals:loadsOf", {
          count: point.loads[place] ?? 0,
          said: exact(point.loads[place]),
        })
        return `${names[first.dataIndex]}\n${vital} ${amount(vital, point.values[place])} · ${loads}`
      },
    },
    xAxis: { type: "category", data: names, axisLabel: { hideOverlap: true } },
    yAxis: { type: "value", min: 0, axisLabel: { formatter: unit } },
    series: [
      {
        type: "line",
        name: vital,
        connectNulls: true,
        data: points.map((point) => {
          const value = point.values[place]
          return value === null || value === undefined ? null : value / scale
        }),
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { type: "dashed" },
          data: [
            line(bounds?.good, t("vitals:rating.good")),
            line(bounds?.poor, t("vitals:rating.poor")),
          ],
        },
      },
    ],
  }
}

export function picture(answer: Vitals, ask: VitalsState, t: Words): EChartsOption {
  return lineOption(answer, "LCP", ask, t)
}
