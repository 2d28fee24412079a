/** A retention answer in words and as a table. */
import type { Behind, Column, Row as Line, Table, Words } from "@/lib/ask"
import { bucket, exact, share } from "@/lib/format"
import type { RetentionState } from "./ask"
import { type Mean, meansOf, type Retention, rowsOf, started, telling } from "./grid"

/** "Week 3": a bucket by how many come before it. */
export function bucketName(after: number, every: RetentionState["every"], t: Words): string {
  return t(`retention:nth.${every}`, { n: after })
}

export function sentence(answer: Retention, ask: RetentionState, t: Words): string {
  const people = started(answer)
  if (people === 0) return t("retention:nobody")
  const told = telling(meansOf(rowsOf(answer)), ask.every)
  const kind = ask.kind
  const said = told.map((mean, at) =>
    t(at === 0 ? `retention:came.${ask.mode}` : `retention:then.${ask.mode}`, {
      share: share(mean.share),
      bucket: t(`retention:inNth.${ask.every}`, { n: mean.after }),
    }),
  )
  const opening = t(`retention:started.${kind}`, { count: people, people: exact(people) })
  if (said.length === 0) return t("retention:tooEarly", { opening })
  return t("retention:sentence", { opening, said: said.join(t("retention:and")) })
}

/** What the point of the curve says when it is pointed at. */
export function meanText(mean: Mean, every: RetentionState["every"], t: Words): string {
  const head = bucketName(mean.after, every, t)
  if (mean.share === null) return head
  const of = { returned: exact(mean.returned), people: exact(mean.people) }
  return t("retention:point", { head, share: share(mean.share), ...of, count: mean.cohorts })
}

/** Whoever stands behind a cell: the cohort, or those of it that came back. */
export function behindCell(
  row: { cohort: number; name: string },
  after: number | null,
  every: RetentionState["every"],
  t: Words,
): Behind {
  const cohort = { cohort: row.cohort }
  if (after === null) return { title: t("retention:whoStarted", { start: row.name }), cell: cohort }
  const where = t(`retention:inNth.${every}`, { n: after })
  return {
    title: t("retention:whoReturned", { start: row.name, bucket: where }),
    cell: { ...cohort, after },
  }
}

export function table(answer: Retention, ask: RetentionState, t: Words): Table {
  const rows = rowsOf(answer)
  const width = Math.max(0, ...rows.map((row) => row.cells.length))
  const { zone } = answer.meta
  const columns: Column[] = [
    {
      key: "start",
      title: t(`retention:cohort.${ask.every}`),
      is: "text",
      say: (value) => bucket(String(value), ask.every, zone),
    },
    { key: "people", title: t("retention:people"), is: "number" },
  ]
  for (let after = 0; after < width; after += 1) {
    const name = bucketName(after, ask.every, t)
    columns.push({ key: `n${after}`, title: name, is: "number" })
    columns.push({ key: `s${after}`, title: t("retention:shareOf", { name }), is: "share" })
  }
  const lines = rows.map((row): Line => {
    const place = { cohort: row.cohort, name: bucket(row.start, ask.every, zone) }
    const cells: Line["cells"] = { start: row.start, people: row.people }
    const behind: Record<string, Behind> = {}
    if (row.people > 0) behind.people = behindCell(place, null, ask.every, t)
    for (const cell of row.cells) {
      cells[`n${cell.after}`] = cell.people
      cells[`s${cell.after}`] = cell.share
      if (cell.people) behind[`n${cell.after}`] = behindCell(place, cell.after, ask.every, t)
    }
    return { key: row.start, cells, behind: (column) => behind[column] }
  })
  return { columns, rows: lines }
}
