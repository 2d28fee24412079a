/** A frequency in words and as a table. */
import type { Behind, Column, Table, Words } from "@/lib/ask"
import { exact, number, share } from "@/lib/format"
import type { FrequencyState } from "./ask"
import { type Frequency, main, type Placed, placed, rangeName, rowName } from "./rows"

export function sentence(answer: Frequency, _: FrequencyState, t: Words): string {
  const row = main(answer)?.row
  if (!row || row.people === 0) return t("frequency:nobody")
  const told = t("frequency:sentence", {
    count: row.people,
    people: exact(row.people),
    median: number(row.median),
    mean: number(row.mean),
    p90: number(row.p90),
  })
  if (row.top_share === null) return told
  return t("frequency:withTop", { told, share: share(row.top_share) })
}

/** Whoever stands behind a range of a row, or all of the row. */
export function behindRange(
  one: Placed,
  range: number | null,
  said: { answer: Frequency; ask: FrequencyState; t: Words },
): Behind {
  const { answer, ask, t } = said
  const name = rowName(one.row, ask, answer.meta.zone, t)
  const place = { bucket: one.bucket, ...(one.group !== null && { group: one.group }) }
  if (range === null) return { title: t("frequency:whoAll", { name }), cell: place }
  const title = t("frequency:whoIn", { name, range: rangeName(answer, range, t) })
  return { title, cell: { ...place, range } }
}

export function table(answer: Frequency, ask: FrequencyState, t: Words): Table {
  const said = { answer, ask, t }
  const columns: Column[] = [
    { key: "name", title: t("frequency:who"), is: "text" },
    { key: "people", title: t("frequency:people"), is: "number" },
    { key: "mean", title: t("frequency:mean"), is: "number" },
    { key: "median", title: t("frequency:median"), is: "number" },
    { key: "p90", title: t("frequency:p90"), is: "number" },
    { key: "top", title: t("frequency:topTenth"), is: "share" },
    ...answer.ranges.map(
      (_, place): Column => ({
        key: `r${place}`,
        title: rangeName(answer, place, t),
        is: "number",
      }),
    ),
  ]
  const rows = placed(answer).map((one) => {
    const { row } = one
    const cells: Record<string, string | number | null> = {
      name: rowName(row, ask, answer.meta.zone, t),
      people: row.people,
      mean: row.mean,
      median: row.median,
      p90: row.p90,
      top: row.top_share,
    }
    row.bins.forEach((people, place) => {
      cells[`r${place}`] = people
    })
    return {
      key: `${one.bucket} ${one.group}`,
      cells,
      behind: (column: string) => {
        if (column === "people") return row.people ? behindRange(one, null, said) : undefined
        const place = /^r(\d+)$/.exec(column)?.[1]
        if (place === undefined || !row.bins[Number(place)]) return undefined
        return behindRange(one, Number(place), said)
      },
    }
  })
  return { columns, rows }
}
