/** An interval in words and as a table. */
import type { Behind, Column, Table, Words } from "@/lib/ask"
import { duration, exact, share } from "@/lib/format"
import type { IntervalState } from "./ask"
import { type Interval, rowName, stretchName, type Waits } from "./rows"

export function sentence(answer: Interval, _: IntervalState, t: Words): string {
  const [row] = answer.rows
  if (!row || row.times === 0) return t("interval:nobody")
  return t("interval:sentence", {
    median: duration(row.median_s),
    count: row.times,
    times: exact(row.times),
    p10: duration(row.p10_s),
    p90: duration(row.p90_s),
    people: exact(row.people),
    share: share(row.people / row.people_started),
    started: exact(row.people_started),
  })
}

/** Whoever has an interval of a stretch (null: of any length), in a group or in all. */
export function behindStretch(
  row: Waits,
  group: number | null,
  stretch: number | null,
  said: { answer: Interval; t: Words },
): Behind {
  const { answer, t } = said
  const name = rowName(row, t)
  const cell = group === null ? {} : { group }
  if (stretch === null) return { title: t("interval:whoDid", { name }), cell }
  const title = t("interval:whoTook", { name, stretch: stretchName(answer, stretch, t) })
  return { title, cell: { ...cell, stretch } }
}

/** Whoever did the first event. */
export function behindStarted(row: Waits, group: number | null, t: Words): Behind {
  const cell = { ...(group !== null && { group }), started: true }
  return { title: t("interval:whoStarted", { name: rowName(row, t) }), cell }
}

export function table(answer: Interval, _: IntervalState, t: Words): Table {
  const said = { answer, t }
  const columns: Column[] = [
    { key: "name", title: t("interval:who"), is: "text" },
    { key: "started", title: t("interval:started"), is: "number" },
    { key: "people", title: t("interval:did"), is: "number" },
    { key: "times", title: t("interval:times"), is: "number" },
    ...(["mean", "p10", "p25", "median", "p75", "p90"] as const).map(
      (key): Column => ({ key, title: t(`interval:figure.${key}`), is: "duration" }),
    ),
    ...answer.stretches.map(
      (_stretch, place): Column => ({
        key: `r${place}`,
        title: stretchName(answer, place, t),
        is: "number",
      }),
    ),
  ]
  const rows = answer.rows.map((row, at) => {
    const group = at === 0 ? null : at - 1
    const cells: Record<string, string | number | null> = {
      name: rowName(row, t),
      started: row.people_started,
      people: row.people,
      times: row.times,
      mean: row.mean_s,
      p10: row.p10_s,
      p25: row.p25_s,
      median: row.median_s,
      p75: row.p75_s,
      p90: row.p90_s,
    }
    row.bars.forEach((bar, place) => {
      cells[`r${place}`] = bar.times
    })
    return {
      key: String(at),
      cells,
      behind: (column: string) => {
        if (column === "people" && row.people) return behindStretch(row, group, null, said)
        return column === "started" && row.people_started ? behindStarted(row, group, t) : undefined
      },
    }
  })
  return { columns, rows }
}
