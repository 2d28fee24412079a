/** The cohorts as rows of shaded cells: the mean first, then each with its size. */
import type { ShadedCell, ShadedRow } from "@/charts/ShadedGrid"
import type { Behind, Words } from "@/lib/ask"
import { bucket, exact, number, share } from "@/lib/format"
import type { RetentionState } from "./ask"
import {
  type Cell,
  darkest,
  type Mean,
  meansOf,
  type Retention,
  rowsOf,
  trivialStart,
} from "./grid"
import { behindCell, bucketName, meanText } from "./say"

export interface Triangle {
  columns: string[]
  rows: ShadedRow[]
  /** Whether some cell still runs. */
  running: boolean
}

export interface Shown {
  cells: "share" | "count"
  /** Leave out the first bucket where it says nothing, for want of room. */
  short: boolean
  onPeople: (behind: Behind) => void
}

export function triangle(
  answer: Retention,
  ask: RetentionState,
  t: Words,
  { cells, short, onPeople }: Shown,
): Triangle {
  const rows = rowsOf(answer)
  const means = meansOf(rows)
  const trivial = trivialStart(means)
  const from = trivial && short && means.length > 1 ? 1 : 0
  const deepest = darkest(rows, trivial)
  const level = (of: number | null, after: number) => {
    if (of === null) return null
    if (trivial && after === 0) return null
    // Steeper than straight, so that neighbours of a flat curve can be told apart.
    return deepest === 0 ? 0 : (of / deepest) ** 1.5
  }
  const mean = (one: Mean): ShadedCell => ({
    text: cells === "share" ? share(one.share) : number(one.returned),
    label: one.share === null ? t("retention:running") : meanText(one, ask.every, t),
    level: level(one.share, one.after),
  })
  const cell = (one: Cell, place: { cohort: number; name: string }): ShadedCell => {
    const named = { start: place.name, bucket: bucketName(one.after, ask.every, t) }
    if (one.people === null) {
      const label = t("retention:runningLabel", named)
      return { text: "", label, level: null, hatched: true }
    }
    const said = { ...named, share: share(one.share), people: exact(one.people) }
    return {
      text: cells === "share" ? share(one.share) : number(one.people),
      label: t("retention:cellLabel", said),
      level: level(one.share, one.after),
      onOpen:
        one.people > 0 ? () => onPeople(behindCell(place, one.after, ask.every, t)) : undefined,
    }
  }
  const lines = rows.map((row): ShadedRow => {
    const place = { cohort: row.cohort, name: bucket(row.start, ask.every, answer.meta.zone) }
    const size: ShadedCell = {
      text: number(row.people),
      label: t("retention:sizeLabel", { start: place.name, people: exact(row.people) }),
      level: null,
      onOpen: row.people > 0 ? () => onPeople(behindCell(place, null, ask.every, t)) : undefined,
    }
    return {
      key: row.start,
      name: place.name,
      cells: [size, ...row.cells.slice(from).map((one) => cell(one, place))],
    }
  })
  const people = rows.reduce((sum, row) => sum + row.people, 0)
  const all: ShadedCell = {
    text: number(people),
    label: t("retention:sizeLabel", { start: t("retention:mean"), people: exact(people) }),
    level: null,
  }
  return {
    columns: [
      t("retention:people"),
      ...means.slice(from).map((one) => bucketName(one.after, ask.every, t)),
    ],
    rows: [
      {
        key: "mean",
        name: t("retention:mean"),
        strong: true,
        cells: [all, ...means.slice(from).map(mean)],
      },
      ...lines,
    ],
    running: rows.some((row) => row.cells.some((one) => one.running)),
  }
}
