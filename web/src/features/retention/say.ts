/** A retention answer in words and as a table. */
import type { Behind, Column, Row as Line, Table, Words } from "@/lib/ask"
import { bucket, exact, number, sentences, share } from "@/lib/format"
import { sayGroup } from "@/lib/sayings"
import { isOwn, isSum, type RetentionState } from "./ask"
import {
  type CurvePoint,
  type Mean,
  meansOf,
  type Part,
  partsOf,
  pointAt,
  type Retention,
  rowsOf,
  started,
  telling,
} from "./grid"

/** "Week 3", or "1 – 3 d": a bucket by how many come before it, or by where it begins and ends. */
export function bucketName(after: number, ask: RetentionState, t: Words): string {
  return bracketName(after, ask, t) ?? t(`retention:nth.${ask.every}`, { n: after })
}

/** The same within a sentence. */
export function inBucket(after: number, ask: RetentionState, t: Words): string {
  const bracket = bracketName(after, ask, t)
  if (bracket !== null) return t("retention:inBracket", { bracket })
  return t(`retention:inNth.${ask.every}`, { n: after })
}

function bracketName(after: number, ask: RetentionState, t: Words): string | null {
  if (!ask.brackets) return null
  const ends = ask.brackets.split(",").map((one) => one.trim())
  const said = (end: string | undefined) => {
    const [, n = "0", unit = "d"] = /^(\d+)\s*([smhdw])/.exec(end ?? "") ?? []
    return { n, unit }
  }
  const [from, to] = [said(after === 0 ? undefined : ends[after - 1]), said(ends[after])]
  const end = t(`retention:unit.${to.unit}`, { n: to.n })
  const begin =
    from.n === "0" || from.unit === to.unit ? from.n : t(`retention:unit.${from.unit}`, from)
  return t("retention:bracket", { begin, end })
}

/** What a group is called; everybody where there is none. */
export function partName(part: Part, t: Words): string {
  return part.by === null ? t("retention:everybody") : sayGroup(part.by, part.other, t)
}

export function sentence(answer: Retention, ask: RetentionState, t: Words): string {
  const people = started(answer)
  if (people === 0) return t("retention:nobody")
  const told = telling(meansOf(rowsOf(answer, isOwn(ask))), ask.every)
  const said = told.map((mean, at) =>
    t(at === 0 ? `retention:came.${ask.mode}` : `retention:then.${ask.mode}`, {
      share: share(mean.share),
      bucket: inBucket(mean.after, ask, t),
    }),
  )
  const opening = t(`retention:started.${ask.kind}`, { count: people, people: exact(people) })
  if (said.length === 0) return t("retention:tooEarly", { opening })
  const first = t("retention:sentence", { opening, said: said.join(t("retention:and")) })
  return sentences(first, ...fitted(answer, ask, t))
}

/** Where the mean goes, and how far beyond what was seen that is. */
function fitted(answer: Retention, ask: RetentionState, t: Words): string[] {
  const fit = answer.curve?.fit
  const last = fit?.points.at(-1)
  if (!fit || !last) return []
  const told = { share: share(last.share), bucket: inBucket(last.after, ask, t) }
  return [
    t(`retention:goesOn.${fit.model}`, {
      ...told,
      count: fit.ahead,
      error: number(fit.error * 100),
    }),
  ]
}

/** What the point of the curve says when it is pointed at. */
export function meanText(
  mean: Mean,
  ask: RetentionState,
  t: Words,
  point: CurvePoint | undefined = undefined,
): string {
  const head = bucketName(mean.after, ask, t)
  if (mean.share === null) return head
  const of = { returned: exact(mean.returned), people: exact(mean.people) }
  const said = t("retention:point", { head, share: share(mean.share), ...of, count: mean.cohorts })
  if (point === undefined) return said
  const lines = [
    said,
    t("retention:bounds", { low: share(point.low), high: share(point.high) }),
    t("retention:simple", { share: share(point.simple) }),
  ]
  if (point.value != null) lines.push(valueText(point, ask, t))
  return lines.join("\n")
}

export function valueText(point: CurvePoint, ask: RetentionState, t: Words): string {
  const figure = isSum(ask) ? "sum" : "mean"
  return t(`retention:worth.${figure}`, {
    value: number(point.value),
    low: number(point.value_low),
    high: number(point.value_high),
  })
}

/** Whoever stands behind a cell: the cohort (or all), or those of it that came back. */
export function behindCell(
  row: { cohort: number | null; name: string; group?: number | null },
  after: number | null,
  ask: RetentionState,
  t: Words,
): Behind {
  const cell: Record<string, unknown> = {}
  if (row.cohort !== null) cell.cohort = row.cohort
  if (row.group != null) cell.group = row.group
  if (after === null) return { title: t("retention:whoStarted", { start: row.name }), cell }
  const where = inBucket(after, ask, t)
  return {
    title: t("retention:whoReturned", { start: row.name, bucket: where }),
    cell: { ...cell, after },
  }
}

export function table(answer: Retention, ask: RetentionState, t: Words): Table {
  const parts = partsOf(answer)
  const shown = parts.length > 1 ? parts.slice(1) : parts
  const all = shown.map((part) => ({ part, rows: rowsOf(part, isOwn(ask)) }))
  const width = Math.max(0, ...all.flatMap(({ rows }) => rows.map((row) => row.cells.length)))
  const grouped = parts.length > 1
  return {
    columns: columnsOf(answer, ask, t, { width, grouped }),
    rows: all.flatMap(({ part, rows }) =>
      rows.map((row): Line => {
        const name = bucket(row.start, ask.every, answer.meta.zone)
        const place = { cohort: row.cohort, name, group: part.group }
        const cells: Line["cells"] = { start: row.start, people: row.people }
        if (grouped) cells.group = partName(part, t)
        const behind: Record<string, Behind> = {}
        if (row.people > 0) behind.people = behindCell(place, null, ask, t)
        for (const cell of row.cells) {
          cells[`n${cell.after}`] = cell.people
          cells[`s${cell.after}`] = cell.share
          cells[`v${cell.after}`] = cell.value
          if (cell.people) behind[`n${cell.after}`] = behindCell(place, cell.after, ask, t)
        }
        const key = grouped ? `${part.group}:${row.start}` : row.start
        return { key, cells, behind: (column) => behind[column] }
      }),
    ),
  }
}

function columnsOf(
  answer: Retention,
  ask: RetentionState,
  t: Words,
  { width, grouped }: { width: number; grouped: boolean },
): Column[] {
  const columns: Column[] = [
    {
      key: "start",
      title: t(`retention:cohort.${ask.every}`),
      is: "text",
      say: (value) => bucket(String(value), ask.every, answer.meta.zone),
    },
    { key: "people", title: t("retention:people"), is: "number" },
  ]
  if (grouped) columns.unshift({ key: "group", title: t("retention:group"), is: "text" })
  for (let after = 0; after < width; after += 1) {
    const name = bucketName(after, ask, t)
    columns.push({ key: `n${after}`, title: name, is: "number" })
    columns.push({ key: `s${after}`, title: t("retention:shareOf", { name }), is: "share" })
    if (answer.cohorts[0]?.values) {
      columns.push({
        key: `v${after}`,
        title: t("retention:valueOf", { name, value: ask.value }),
        is: "number",
      })
    }
  }
  return columns
}

/** The mean in words, for the row of all cohorts. */
export function meanAt(part: Part, mean: Mean, ask: RetentionState, t: Words): string {
  return meanText(mean, ask, t, pointAt(part.curve, mean.after))
}
