import type { ReactElement } from "react"
import type { BuilderProps, Words } from "@/lib/ask"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { fieldsOf } from "@/ui/ask/Sentence"
import { ORDERS, type PivotState, sayFigureAt } from "./ask"

const TOPS = [5, 10, 20, 50, 100, 200]
const MOST_COLUMNS = [3, 5, 10, 20, 50]

/** The words of the question that are changed by themselves, by their place in the sentence. */
export function pivotWords(
  props: BuilderProps<PivotState>,
  event: string | undefined,
  t: Words,
): Record<string, ReactElement> {
  const { ask, onChange } = props
  const field = fieldsOf(props)
  return {
    by: (
      <PropertyPicker
        name={t("pivot:byLabel")}
        breakdown
        add={t("pivot:addBy")}
        {...field("by")}
        event={event}
      />
    ),
    across: (
      <PropertyPicker
        name={t("pivot:acrossLabel")}
        breakdown
        add={t("pivot:addAcross")}
        most={1}
        {...field("across")}
        value={ask.across ? [ask.across] : []}
        event={event}
        onChange={([across = ""]) => onChange({ ...ask, across, sortColumn: null })}
      />
    ),
    top: (
      <ChooseCount
        name={t("pivot:topLabel")}
        {...field("top")}
        usual={TOPS}
        says={(count) => t("pivot:top", { count })}
      />
    ),
    columns: (
      <ChooseCount
        name={t("pivot:columnsLabel")}
        {...field("columns")}
        usual={MOST_COLUMNS}
        says={(count) => t("pivot:columns", { count })}
      />
    ),
    order: (
      <Choose
        name={t("pivot:orderLabel")}
        {...field("order")}
        options={ORDERS.map((value) => ({ value, label: t(`pivot:order.${value}`) }))}
      />
    ),
    sort: (
      <Choose
        name={t("pivot:sortLabel")}
        {...field("sort")}
        value={String(ask.sort)}
        onChange={(sort) => onChange({ ...ask, sort: Number(sort), sortColumn: null })}
        options={ask.events.map((_, at) => ({
          value: String(at + 1),
          label: sayFigureAt(ask, at, t),
        }))}
      />
    ),
  }
}
