import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker, PropertyWord } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { type ChannelsState, DAYS, SORTS, WITHIN } from "./ask"

/** The question as a sentence: who is new, what they came by, and what they should do. */
export function ChannelsBuilder({ ask, onChange, refusal }: BuilderProps<ChannelsState>) {
  const { t } = useTranslation("channels")
  const set = (change: Partial<ChannelsState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const listed = (all: readonly string[], value: string) => [...new Set([...all, value])]
  const words: Record<string, ReactElement> = {
    start: (
      <EventPicker
        name={t("startLabel")}
        value={ask.start}
        wrong={wrong("start")}
        onChange={(start) => set({ start })}
      />
    ),
    by: <PropertyWord value={ask.by} wrong={wrong("by")} onChange={(by) => set({ by })} />,
    goal: (
      <EventPicker
        name={t("goalLabel")}
        value={ask.goal}
        any={false}
        wrong={wrong("goal")}
        onChange={(goal) => set({ goal })}
      />
    ),
    value: (
      <PropertyPicker
        most={1}
        name={t("valueLabel")}
        add={t("valueAdd")}
        remove={t("valueRemove")}
        value={ask.value ? [ask.value] : []}
        event={onlyEvent(ask.goal)}
        wrong={wrong("value")}
        onChange={([value]) => set({ value: value ?? "" })}
      />
    ),
    within: (
      <Choose
        name={t("withinLabel")}
        value={ask.within}
        wrong={wrong("within")}
        onChange={(within) => set({ within })}
        options={listed(WITHIN, ask.within).map((value) => ({
          value,
          label: t("days", { count: Number.parseInt(value, 10) }),
        }))}
      />
    ),
    days: (
      <Choose
        name={t("daysLabel")}
        value={ask.days}
        wrong={wrong("days")}
        onChange={(days) => set({ days })}
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
        value={ask.across}
        wrong={wrong("across")}
        onChange={(across) => set({ across })}
      />
    ),
    sort: (
      <Choose
        name={t("sortLabel")}
        value={ask.sort}
        wrong={wrong("sort")}
        onChange={(sort) => set({ sort })}
        options={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
      />
    ),
  }
  const clause = (key: string, fields: readonly string[]) => (
    <Clause refusal={refusal} fields={fields}>
      <Trans t={t} i18nKey={`clause.${key}`} components={words} />
    </Clause>
  )
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
