/** A report in words and as a table. */
import type { EChartsOption } from "echarts"
import type { Schemas } from "@/lib/api"
import type { Behind, Column, Row, Table, Words } from "@/lib/ask"
import { country, duration, exact, share } from "@/lib/format"
import { sayBy, sayGroup } from "@/lib/sayings"
import { shortName } from "@/lib/where"
import { type ReportState, searches } from "./ask"

export type Report = Schemas["ReportAnswer"]
export type ReportRow = Report["rows"][number]
type Only = "people" | "converted" | "sessions" | "bounced" | "left" | "again"

export function rowName(row: ReportRow, t: Words): string {
  if (row.by === null) return t("report:all")
  const said = Object.entries(row.by).map(([name, value]): [string, string | null] => [
    name,
    shortName(name) === "country" && value !== null ? country(value) : value,
  ])
  return sayGroup(Object.fromEntries(said), row.other === true, t)
}

/** A figure of a row: how it is called, what it is, how it reads, and who stands behind it. */
export interface Figure {
  key: string
  is: Column["is"]
  value: (row: ReportRow) => number | null
  only?: Only
}

/** The figures that an answer has, in their order. */
export function figures(answer: Report, ask: ReportState): Figure[] {
  const whole = answer.total.figures
  const of = (key: keyof ReportRow["figures"], is: Column["is"], only?: Only): Figure => ({
    key,
    is,
    value: (row) => row.figures[key],
    ...(only && { only }),
  })
  const rate = (key: string, part: "exits" | "again", only: Only): Figure => ({
    key,
    is: "share",
    value: ({ figures: one }) => (one.sessions ? (one[part] ?? 0) / one.sessions : null),
    only,
  })
  const found = [of("people", "number", "people"), of("share", "share")]
  if (answer.total.before) {
    found.push({ key: "change", is: "share", value: (row) => row.change ?? null })
  }
  found.push(searches(ask) ? of("events", "number") : of("views", "number"))
  if (whole.sessions !== null && !searches(ask)) {
    found.push(of("sessions", "number"), of("bounce_rate", "share", "bounced"))
    found.push(of("seconds", "duration"))
    if (ask.at === "event") found.push(rate("exits", "exits", "left"))
  }
  if (searches(ask)) {
    found.push(rate("left", "exits", "left"), rate("again", "again", "again"))
    if (whole.empty !== null) found.push(of("empty", "number"))
  }
  if (whole.conversion !== null || whole.converted !== null) {
    found.push(of("conversion", "share", "converted"))
  }
  return found
}

export function written({ key, is }: Figure, value: number | null): string {
  if (value === null) return "–"
  if (key === "change") return `${value > 0 ? "+" : ""}${share(value)}`
  return is === "share" ? share(value) : is === "duration" ? duration(value) : exact(value)
}

/** Whoever stands behind a figure of a row; `place` is null for all rows. */
export function behind(
  row: ReportRow,
  place: number | null,
  only: Only,
  t: Words,
): Behind | undefined {
  if (row.figures.people === 0) return undefined
  const cell = { ...(place !== null && { row: place }), only }
  return { title: t(`report:who.${only}`, { name: rowName(row, t) }), cell }
}

export function sentence(answer: Report, ask: ReportState, t: Words): string {
  const whole = answer.total.figures
  if (whole.people === 0) return t("report:nothing")
  const first = answer.rows.find((row) => !row.other && !row.unset)
  const said = { people: exact(whole.people), by: sayBy(ask.by, t) }
  if (!first) return t("report:sentenceUnset", said)
  return t("report:sentence", {
    ...said,
    name: rowName(first, t),
    share: share(first.figures.share),
  })
}

export function table(answer: Report, ask: ReportState, t: Words): Table {
  const told = figures(answer, ask)
  const columns: Column[] = [
    { key: "name", title: sayBy(ask.by, t), is: "text" },
    ...told.map(({ key, is }) => ({ key, title: t(`report:figure.${key}`), is })),
  ]
  const rows = [...answer.rows, answer.total].map((row, at): Row => {
    const place = row.by === null ? null : at
    return {
      key: String(at),
      cells: {
        name: rowName(row, t),
        ...Object.fromEntries(told.map((one) => [one.key, one.value(row)])),
      },
      behind: (column) => {
        const only = told.find(({ key }) => key === column)?.only
        return only && behind(row, place, only, t)
      },
    }
  })
  return { columns, rows }
}

/** The rows as bars, for a picture. */
export function picture(answer: Report, ask: ReportState, t: Words): EChartsOption {
  const rows = answer.rows.filter((row) => !row.other)
  return {
    grid: { left: 8, right: 64, top: 8, bottom: 8, outerBoundsMode: "same" },
    title: { show: false, text: sayBy(ask.by, t) },
    xAxis: { type: "value", min: 0 },
    yAxis: {
      type: "category",
      inverse: true,
      data: rows.map((row) => rowName(row, t)),
      axisLabel: { width: 180, overflow: "truncate" },
    },
    series: [
      {
        type: "bar",
        data: rows.map((row) => row.figures.people),
        label: { show: true, position: "right" },
      },
    ],
  }
}
