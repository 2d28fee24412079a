import type { ReactElement } from "react"
import type { Words } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { ORDERS, type PivotState, sayFigureAt } from "./ask"

const TOPS = [5, 10, 20, 50, 100, 200]
const MOST_COLUMNS = [3, 5, 10, 20, 50]

/** The words of the question that are changed by themselves, by their place in the sentence. */
export function pivotWords({
  ask,
  set,
  wrong,
  event,
  t,
}: {
  ask: PivotState
  set: (change: Partial<PivotState>) => void
  wrong: (field: string) => boolean
  event: string | undefined
  t: Words
}): Record<string, ReactElement> {
  const count = (field: "top" | "columns", usual: readonly number[]) => (
    <Choose
      name={t(`pivot:${field}Label`)}
      value={String(ask[field])}
      wrong={wrong(field)}
      onChange={(value) => set({ [field]: Number(value) })}
      options={[...new Set([...usual, ask[field]])]
        .sort((a, b) => a - b)
        .map((value) => ({ value: String(value), label: t(`pivot:${field}`, { count: value }) }))}
    />
  )
  return {
    by: (
      <PropertyPicker
        name={t("pivot:byLabel")}
        breakdown
        add={t("pivot:addBy")}
        value={ask.by}
        event={event}
        wrong={wrong("by")}
        onChange={(by) => set({ by })}
      />
    ),
    across: (
      <PropertyPicker
        name={t("pivot:acrossLabel")}
        breakdown
        add={t("pivot:addAcross")}
        most={1}
        value={ask.across ? [ask.across] : []}
        event={event}
        wrong={wrong("across")}
        onChange={([across = ""]) => set({ across, sortColumn: null })}
      />
    ),
    top: count("top", TOPS),
    columns: count("columns", MOST_COLUMNS),
    order: (
      <Choose
        name={t("pivot:orderLabel")}
        value={ask.order}
        wrong={wrong("order")}
        onChange={(order) => set({ order })}
        options={ORDERS.map((value) => ({ value, label: t(`pivot:order.${value}`) }))}
      />
    ),
    sort: (
      <Choose
        name={t("pivot:sortLabel")}
        value={String(ask.sort)}
        wrong={wrong("sort")}
        onChange={(sort) => set({ sort: Number(sort), sortColumn: null })}
        options={ask.events.map((_, at) => ({
          value: String(at + 1),
          label: sayFigureAt(ask, at, t),
        }))}
      />
    ),
  }
}
