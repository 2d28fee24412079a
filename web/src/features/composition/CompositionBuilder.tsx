import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyWord } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { COUNTED, type CompositionState, EVERIES, VALUES } from "./ask"

const TOPS = [3, 5, 10, 20, 50, 100]

/** The question as a sentence: what is taken apart, by which property, and over which time. */
export function CompositionBuilder({ ask, onChange, refusal }: BuilderProps<CompositionState>) {
  const { t } = useTranslation("composition")
  const set = (change: Partial<CompositionState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const words: Record<string, ReactElement> = {
    of: (
      <Choose
        name={t("ofLabel")}
        value={ask.of}
        wrong={wrong("of")}
        onChange={(of) => set({ of })}
        options={COUNTED.map((value) => ({ value, label: t(`counted.${value}`) }))}
      />
    ),
    event: (
      <EventPicker
        name={t("eventLabel")}
        value={ask.event}
        wrong={wrong("event")}
        onChange={(event) => set({ event })}
      />
    ),
    by: (
      <PropertyWord
        value={ask.by}
        event={onlyEvent(ask.event)}
        wrong={wrong("by")}
        onChange={(by) => set({ by })}
      />
    ),
    value: (
      <Choose
        name={t("valueLabel")}
        value={ask.value}
        wrong={wrong("value")}
        onChange={(value) => set({ value })}
        options={VALUES.map((value) => ({ value, label: t(`which.${value}`) }))}
      />
    ),
    every: (
      <Choose
        name={t("everyLabel")}
        value={ask.every}
        wrong={wrong("every")}
        onChange={(every) => set({ every })}
        options={EVERIES.map((value) => ({ value, label: t(`per.${value}`) }))}
      />
    ),
    top: (
      <Choose
        name={t("topLabel")}
        value={String(ask.top)}
        wrong={wrong("top")}
        onChange={(top) => set({ top: Number(top) })}
        options={[...new Set([...TOPS, ask.top])]
          .sort((a, b) => a - b)
          .map((top) => ({ value: String(top), label: t("top", { count: top }) }))}
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
      {clause(ask.of, ["of", "event", "by"])}
      {ask.of === "people" && clause("value", ["value"])}
      {clause("every", ["every", "top"])}
    </Sentence>
  )
}
