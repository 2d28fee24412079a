/** Sessions in words and as a table. */
import type { Behind, Column, Row, Table, Words } from "@/lib/ask"
import { bucket, duration, exact, number, share } from "@/lib/format"
import { sayBy, sayEvent, sayGroup, sayStep } from "@/lib/sayings"
import { type SessionsState, secondsOf } from "./ask"
import {
  type Ended,
  FIGURES,
  isOf,
  type Placed,
  placed,
  type Sessions,
  type SessionsRow,
} from "./figures"

export function rowName(row: SessionsRow, t: Words): string {
  return row.by === null ? t("sessions:all") : sayGroup(row.by, row.other === true, t)
}

export function endName(end: Ended, at: string, t: Words): string {
  if (!end.other && at === "event" && end.value) return sayEvent(end.value, t)
  return sayGroup({ value: end.value }, end.other === true, t)
}

export function atName(at: string, t: Words): string {
  return at === "event" ? t("sessions:byEvent") : sayBy([at], t)
}

/** "30 min, or at midnight": all that ends a session. */
export function endsText(ask: Pick<SessionsState, "ends">, t: Words): string {
  return ask.ends.map((end) => t(`sessions:end.${end}`)).join(t("sessions:or"))
}

/** What a session is here, and what a bounce is. */
export function definition(ask: SessionsState, t: Words): string {
  const said = { pause: duration(secondsOf(ask.pause)), ends: endsText(ask, t) }
  return t(ask.ends.length > 0 ? "sessions:definitionAlso" : "sessions:definition", said)
}

export function bounceText(ask: SessionsState, t: Words): string {
  if (ask.depth === "any") return t("sessions:bounceAny")
  return t("sessions:bounceOf", { depth: sayStep(ask.depth, t) })
}

export function depthText(ask: SessionsState, t: Words): string {
  if (ask.depth === "any") return t("sessions:depthAny")
  return t("sessions:depthOf", { depth: sayStep(ask.depth, t) })
}

export function sentence(answer: Sessions, _: SessionsState, t: Words): string {
  const figures = answer.rows[0]?.figures
  if (!figures?.sessions) return t("sessions:nothing")
  return t("sessions:sentence", {
    count: figures.people,
    people: exact(figures.people),
    sessions: exact(figures.sessions),
    each: number(figures.per_person),
    bounces: share(figures.bounce_rate),
    median: duration(figures.median_s),
  })
}

interface Said {
  answer: Sessions
  ask: SessionsState
  t: Words
}

/** Whoever had a session of a row, in the period or beginning in one point of it. */
export function behindRow(
  { row, group }: Placed,
  at: number | null,
  said: Said,
): Behind | undefined {
  const point = at === null ? undefined : row.points[at]
  if (at !== null && point === undefined) return undefined
  if ((point?.figures ?? row.figures).sessions === 0) return undefined
  const name = rowName(row, said.t)
  const cell = { ...(group !== null && { group }), ...(at !== null && { bucket: at }) }
  if (point === undefined) return { title: said.t("sessions:who", { name }), cell }
  const when = bucket(point.start, said.ask.every, said.answer.meta.zone)
  return { title: said.t("sessions:whoOn", { name, when }), cell }
}

/** Whoever bounced at least once. */
export function behindBounces(row: SessionsRow, t: Words): Behind | undefined {
  return row.figures.bounces > 0
    ? { title: t("sessions:whoBounced"), cell: { bounced: true } }
    : undefined
}

/** Whoever had a session that begins (or ends) with a value. */
export function behindEnd(end: Ended, side: "entry" | "exit", place: number, said: Said): Behind {
  const name = endName(end, said.answer.at, said.t)
  return { title: said.t(`sessions:whoAt.${side}`, { name }), cell: { [side]: place } }
}

/** Every row for the whole period, then point by point. */
export function table(answer: Sessions, ask: SessionsState, t: Words): Table {
  const said = { answer, ask, t }
  const grouped = answer.rows.length > 1
  const columns: Column[] = [
    ...(grouped ? [{ key: "name", title: sayBy(ask.by, t), is: "text" } as Column] : []),
    { key: "start", title: t("sessions:start"), is: "text" },
    ...FIGURES.map((key): Column => ({ key, title: t(`sessions:figure.${key}`), is: isOf(key) })),
  ]
  const rows = placed(answer).flatMap((one): Row[] => {
    const name = rowName(one.row, t)
    const { points, figures } = one.row
    const lines = [
      { at: null, start: t("sessions:whole"), figures },
      ...points.map((point, at) => ({
        at,
        start: bucket(point.start, ask.every, answer.meta.zone),
        figures: point.figures,
      })),
    ]
    return lines.map(({ at, start, figures: found }) => ({
      key: `${one.group} ${at}`,
      cells: { name, start, ...found },
      behind: (column) => (column === "people" ? behindRow(one, at, said) : undefined),
    }))
  })
  return { columns, rows }
}
