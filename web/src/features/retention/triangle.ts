/** The cohorts as rows of shaded cells: the mean first, then each with its size. */
import type { ShadedCell, ShadedRow } from "@/charts/ShadedGrid"
import type { Behind, Words } from "@/lib/ask"
import { bucket, exact, number, share } from "@/lib/format"
import { isOwn, isSum, type RetentionState } from "./ask"
import {
  type Cell,
  darkest,
  type Mean,
  meansOf,
  type Part,
  pointAt,
  type Row,
  rowsOf,
  trivialStart,
  worthOf,
} from "./grid"
import { behindCell, bucketName, meanAt } from "./say"

export interface Triangle {
  columns: string[]
  rows: ShadedRow[]
  /** Whether some cell still runs. */
  running: boolean
}

export type Shows = "share" | "count" | "value"

export interface Shown {
  cells: Shows
  zone: string
  /** Leave out the first bucket where it says nothing, for want of room. */
  short: boolean
  onPeople: (behind: Behind) => void
}

type Place = { cohort: number | null; name: string; group: number | null }

export function triangle(
  part: Part,
  ask: RetentionState,
  t: Words,
  { cells, zone, short, onPeople }: Shown,
): Triangle {
  const rows = rowsOf(part, isOwn(ask))
  const means = meansOf(rows)
  const trivial = trivialStart(means) && cells !== "value"
  const from = trivial && short && means.length > 1 ? 1 : 0
  const worth = (one: Cell, row: Row) => worthOf(row, one, isSum(ask))
  const deepest = darkest(rows, trivial, cells === "value" ? worth : undefined)
  const level = (of: number | null, after: number) => {
    if (of === null) return null
    if (trivial && after === 0) return null
    // Steeper than straight, so that neighbours of a flat curve can be told apart.
    return deepest === 0 ? 0 : Math.min(1, of / deepest) ** 1.5
  }
  const open = (place: Place, after: number | null, people: number | null) =>
    people ? () => onPeople(behindCell(place, after, ask, t)) : undefined
  // Of starts that are each counted anew nobody can say which people they are.
  const all: Place | null =
    ask.kind === "recurring" ? null : { cohort: null, name: t("retention:mean"), group: part.group }
  const mean = (one: Mean): ShadedCell => {
    const point = pointAt(part.curve, one.after)
    const value = point?.value ?? null
    const texts = { share: share(one.share), count: number(one.returned), value: number(value) }
    return {
      text: texts[cells],
      label: one.share === null ? t("retention:running") : meanAt(part, one, ask, t),
      level: level(cells === "value" ? value : one.share, one.after),
      onOpen: all ? open(all, one.after, one.returned) : undefined,
    }
  }
  const cell = (one: Cell, row: Row, place: Place): ShadedCell => {
    const told = { start: place.name, bucket: bucketName(one.after, ask, t) }
    if (one.people === null) {
      const label = t(isOwn(ask) ? "retention:openLabel" : "retention:runningLabel", told)
      return { text: "", label, level: null, hatched: true }
    }
    const said = { ...told, share: share(one.share), people: exact(one.people) }
    const texts = {
      share: share(one.share),
      count: number(one.people),
      value: number(worth(one, row)),
    }
    return {
      text: texts[cells],
      label: t(cells === "value" ? "retention:worthLabel" : "retention:cellLabel", {
        ...said,
        value: texts.value,
      }),
      level: level(cells === "value" ? worth(one, row) : one.share, one.after),
      onOpen: open(place, one.after, one.people),
    }
  }
  const lines = rows.map((row): ShadedRow => {
    const name = bucket(row.start, ask.every, zone)
    const place = { cohort: row.cohort, name, group: part.group }
    const size: ShadedCell = {
      text: number(row.people),
      label: t("retention:sizeLabel", { start: name, people: exact(row.people) }),
      level: null,
      onOpen: open(place, null, row.people),
    }
    const shown = row.cells.slice(from).map((one) => cell(one, row, place))
    return { key: row.start, name, cells: [size, ...shown] }
  })
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  const size: ShadedCell = {
    text: number(people),
    label: t("retention:sizeLabel", { start: t("retention:mean"), people: exact(people) }),
    level: null,
    onOpen: all ? open(all, null, people) : undefined,
  }
  return {
    columns: [
      t("retention:people"),
      ...means.slice(from).map((one) => bucketName(one.after, ask, t)),
    ],
    rows: [
      {
        key: "mean",
        name: t("retention:mean"),
        strong: true,
        cells: [size, ...means.slice(from).map(mean)],
      },
      ...lines,
    ],
    running: rows.some((row) => row.cells.some((one) => one.running)),
  }
}
