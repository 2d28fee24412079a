/** An RFM grid in words and as a table. */
import type { Behind, Column, Table, Words } from "@/lib/ask"
import { exact, number, share } from "@/lib/format"
import { type RfmState, readValue } from "./ask"
import { type Field, foremost, type Level, type Rfm, type Shift } from "./grid"

export function segmentName(name: string, t: Words): string {
  return t(`rfm:segment.${name}`)
}

/** What a level holds: "0–3 days", "5 times", nothing where nobody is. */
export function spanOf(level: Level, t: Words, unit: "days" | "times" | "value"): string {
  if (level.people === 0) return "–"
  const low = number(level.low)
  const span = level.low === level.high ? low : t("rfm:span", { low, high: number(level.high) })
  return unit === "value" ? span : t(`rfm:unit.${unit}`, { span, count: level.high ?? 0 })
}

export function valueName(ask: RfmState, t: Words): string {
  return t(`rfm:valueOf.${readValue(ask.of).kind}`)
}

export function sentence(answer: Rfm, ask: RfmState, t: Words): string {
  const most = foremost(answer)
  if (most === undefined) return t("rfm:nobody")
  const key = most.value_share === null ? "sentence" : "sentenceValue"
  return t(`rfm:${key}`, {
    people: exact(answer.people),
    segment: segmentName(most.name, t),
    share: share(most.share),
    value: share(most.value_share),
    of: valueName(ask, t),
  })
}

export function behindSegment(name: string, t: Words): Behind {
  return { title: segmentName(name, t), cell: { segment: name } }
}

export function behindField(
  field: Field,
  value: number | null,
  answer: Rfm,
  t: Words,
): Behind | undefined {
  if (field.people === 0) return undefined
  return {
    title: fieldName(field, answer, t),
    cell: {
      recency: field.recency,
      frequency: field.frequency,
      ...(value === null ? {} : { value }),
    },
  }
}

export function behindShift(shift: Shift, t: Words): Behind {
  const said = { before: segmentName(shift.before, t), after: segmentName(shift.after, t) }
  return {
    title: t("rfm:whoMoved", said),
    cell: { before: shift.before, segment: shift.after },
  }
}

/** "At risk: 40–60 days ago, 5 times". */
export function fieldName(field: Field, answer: Rfm, t: Words): string {
  const level = (levels: readonly Level[], at: number) => levels.find((one) => one.level === at)
  const down = level(answer.recency.levels, field.recency)
  const across = level(answer.frequency.levels, field.frequency)
  const place = t("rfm:place", {
    recency: down ? spanOf(down, t, "days") : "",
    frequency: across ? spanOf(across, t, "times") : "",
  })
  return field.segment ? t("rfm:named", { segment: segmentName(field.segment, t), place }) : place
}

export function shiftText(shift: Shift, t: Words): string {
  return t("rfm:shiftLabel", {
    before: segmentName(shift.before, t),
    after: segmentName(shift.after, t),
    people: exact(shift.people),
    share: share(shift.share),
    was: exact(shift.total_before),
    now: exact(shift.total_after),
  })
}

export function table(answer: Rfm, ask: RfmState, t: Words): Table {
  const columns: Column[] = [
    { key: "name", title: t("rfm:segmentTitle"), is: "text" },
    { key: "people", title: t("rfm:people"), is: "number" },
    { key: "share", title: t("rfm:share"), is: "share" },
    ...(answer.additive
      ? ([{ key: "value_share", title: t("rfm:valueShare"), is: "share" }] satisfies Column[])
      : []),
    { key: "value", title: t("rfm:meanValue", { of: valueName(ask, t) }), is: "number" },
    { key: "recency_days", title: t("rfm:daysSince"), is: "number" },
    { key: "frequency", title: t(`rfm:often.${ask.frequency}`), is: "number" },
  ]
  const rows = answer.segments.map(({ name, total: _, ...one }) => ({
    key: name,
    cells: { ...one, name: segmentName(name, t) },
    behind: (column: string) =>
      column === "people" && one.people > 0 ? behindSegment(name, t) : undefined,
  }))
  return { columns, rows }
}
