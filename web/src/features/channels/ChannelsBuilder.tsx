import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker, PropertyWord } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { type ChannelsState, DAYS, SORTS, WITHIN } from "./ask"

/** The question as a sentence: who is new, what they came by, and what they should do. */
export function ChannelsBuilder(props: BuilderProps<ChannelsState>) {
  const { t } = useTranslation("channels")
  const { ask, refusal } = props
  const listed = (all: readonly string[], value: string) => [...new Set([...all, value])]
  const field = fieldsOf(props)
  const value = field("value")
  const clause = clausesOf(t, refusal, {
    start: <EventPicker name={t("startLabel")} {...field("start")} />,
    by: <PropertyWord {...field("by")} />,
    goal: <EventPicker name={t("goalLabel")} any={false} {...field("goal")} />,
    value: (
      <PropertyPicker
        most={1}
        name={t("valueLabel")}
        add={t("valueAdd")}
        remove={t("valueRemove")}
        {...value}
        value={ask.value ? [ask.value] : []}
        event={onlyEvent(ask.goal)}
        onChange={([one]) => value.onChange(one ?? "")}
      />
    ),
    within: (
      <Choose
        name={t("withinLabel")}
        {...field("within")}
        options={listed(WITHIN, ask.within).map((value) => ({
          value,
          label: t("days", { count: Number.parseInt(value, 10) }),
        }))}
      />
    ),
    days: (
      <Choose
        name={t("daysLabel")}
        {...field("days")}
        options={listed(DAYS, ask.days).map((value) => ({
          value,
          label: value.replaceAll(",", ", "),
        }))}
      />
    ),
    across: (
      <PropertyPicker
        name={t("acrossLabel")}
        add={t("acrossAdd")}
        remove={t("acrossRemove")}
        {...field("across")}
      />
    ),
    sort: (
      <Choose
        name={t("sortLabel")}
        {...field("sort")}
        options={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
      />
    ),
  })
  return (
    <Sentence name={t("builder")}>
      {clause("start", ["start", "by"])}
      {clause("goal", ["goal", "within"])}
      {clause("value", ["value"])}
      {clause("days", ["days"])}
      {clause("across", ["across", "least"])}
      {clause("sort", ["sort", "top"])}
    </Sentence>
  )
}
