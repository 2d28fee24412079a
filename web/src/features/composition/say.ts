/** Parts in words and as a table. */
import type { Behind, Column, Row, Table, Words } from "@/lib/ask"
import { bucket, exact, labelled, share } from "@/lib/format"
import { sayBy, sayGroup } from "@/lib/sayings"
import type { CompositionState } from "./ask"
import { type Composition, greatest, type Part, placed } from "./parts"

export function partName(part: Part, t: Words): string {
  return sayGroup({ value: part.value }, part.other === true, t)
}

export function startName(
  answer: Composition,
  place: number,
  ask: Pick<CompositionState, "every">,
): string {
  const every = ask.every === "period" ? "day" : ask.every
  return bucket(answer.starts[place] ?? "", every, answer.meta.zone)
}

export function sentence(answer: Composition, ask: CompositionState, t: Words): string {
  const most = greatest(answer)
  if (most === undefined) return t("composition:nothing")
  return t(`composition:sentence.${ask.of}`, {
    total: exact(answer.total),
    value: partName(most, t),
    share: share(most.share),
  })
}

/** Whoever stands behind a part, in the period or in one point of it. */
export function behindPart(
  place: number,
  at: number | null,
  said: { answer: Composition; ask: CompositionState; t: Words },
): Behind | undefined {
  const { answer, ask, t } = said
  const part = answer.parts[place]
  if (part === undefined || (at === null ? part.count : part.points[at]?.count) === 0) {
    return undefined
  }
  const name = labelled(sayBy([ask.by], t), partName(part, t))
  if (at === null) return { title: name, cell: { part: place } }
  return { title: `${name}, ${startName(answer, at, ask)}`, cell: { part: place, bucket: at } }
}

export function table(answer: Composition, ask: CompositionState, t: Words): Table {
  const said = { answer, ask, t }
  const over = answer.starts.length > 0
  const columns: Column[] = [
    { key: "value", title: sayBy([ask.by], t), is: "text" },
    ...(over ? [{ key: "start", title: t("composition:start"), is: "text" } as Column] : []),
    { key: "count", title: t(`composition:of.${ask.of}`), is: "number" },
    { key: "share", title: t("composition:share"), is: "share" },
  ]
  const rows = placed(answer).flatMap(({ part, place }): Row[] => {
    const value = partName(part, t)
    if (!over) {
      return [
        {
          key: String(place),
          cells: { value, count: part.count, share: part.share },
          behind: (column) => (column === "count" ? behindPart(place, null, said) : undefined),
        },
      ]
    }
    return part.points.map((point, at) => ({
      key: `${place} ${at}`,
      cells: {
        value,
        start: startName(answer, at, ask),
        count: point.count,
        share: point.share,
      },
      behind: (column: string) => (column === "count" ? behindPart(place, at, said) : undefined),
    }))
  })
  return { columns, rows }
}
