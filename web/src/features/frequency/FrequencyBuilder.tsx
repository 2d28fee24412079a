import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { readSelector } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker, PropertyWord } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { EVERIES, type FrequencyState, KINDS, readMeasure, writeMeasure } from "./ask"
import { BinsWord } from "./BinsWord"

/** The question as a sentence: which number of each person, of what, in which ranges. */
export function FrequencyBuilder({ ask, onChange, refusal }: BuilderProps<FrequencyState>) {
  const { t } = useTranslation("frequency")
  const set = (change: Partial<FrequencyState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const { kind, property } = readMeasure(ask.of)
  const choices = readSelector(ask.event) ?? []
  const event = choices.length === 1 ? (choices[0]?.event ?? undefined) : undefined
  const words: Record<string, ReactElement> = {
    of: (
      <Choose
        name={t("ofLabel")}
        value={kind}
        wrong={wrong("of")}
        onChange={(next) => set({ of: writeMeasure(next, property) })}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
    ),
    property: (
      <PropertyWord
        numeric
        value={property}
        event={event}
        wrong={wrong("of")}
        onChange={(next) => set({ of: writeMeasure(kind, next) })}
      />
    ),
    event: (
      <EventPicker
        name={t("eventLabel")}
        value={ask.event}
        wrong={wrong("event")}
        onChange={(next) => set({ event: next })}
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
    bins: <BinsWord value={ask.bins} wrong={wrong("bins")} onChange={(bins) => set({ bins })} />,
    by: (
      <PropertyPicker
        value={ask.by}
        event={event}
        wrong={wrong("by")}
        onChange={(by) => set({ by })}
      />
    ),
  }
  const clause = (key: string, fields: readonly string[]) => (
    <Clause refusal={refusal} fields={fields}>
      <Trans t={t} i18nKey={`clause.${key}`} components={words} />
    </Clause>
  )
  const figure = kind === "sum" || kind === "mean"
  return (
    <Sentence name={t("builder")}>
      {clause(figure ? "figure" : "count", ["of", "event"])}
      {clause("every", ["every"])}
      {clause("bins", ["bins"])}
      {clause("by", ["by", "top"])}
    </Sentence>
  )
}
