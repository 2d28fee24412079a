import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { readSelector } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { type IntervalState, SCALES, WITHINS } from "./ask"
import { HoldWord } from "./HoldWord"

/** The question as a sentence: from where to where, with what alike, how long at most. */
export function IntervalBuilder({ ask, onChange, refusal }: BuilderProps<IntervalState>) {
  const { t } = useTranslation("interval")
  const set = (change: Partial<IntervalState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const choices = readSelector(ask.start) ?? []
  const event = choices.length === 1 ? (choices[0]?.event ?? undefined) : undefined
  const words: Record<string, ReactElement> = {
    start: (
      <EventPicker
        name={t("startLabel")}
        value={ask.start}
        wrong={wrong("start")}
        onChange={(start) => set({ start })}
      />
    ),
    end: (
      <EventPicker
        name={t("endLabel")}
        value={ask.end}
        wrong={wrong("end")}
        onChange={(end) => set({ end })}
      />
    ),
    hold: (
      <HoldWord
        value={ask.hold}
        event={event}
        wrong={wrong("hold")}
        onChange={(hold) => set({ hold })}
      />
    ),
    within: (
      <Choose
        name={t("withinLabel")}
        value={ask.within}
        wrong={wrong("within")}
        onChange={(within) => set({ within })}
        options={[...new Set([...WITHINS, ask.within])].map((value) => ({
          value,
          label: value === "" ? t("anyLong") : t("atMost", { length: value }),
        }))}
      />
    ),
    scale: (
      <Choose
        name={t("scaleLabel")}
        value={ask.scale}
        wrong={wrong("scale")}
        onChange={(scale) => set({ scale })}
        options={SCALES.map((value) => ({ value, label: t(`scale.${value}`) }))}
      />
    ),
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
  return (
    <Sentence name={t("builder")}>
      {clause("events", ["start", "end"])}
      {clause("hold", ["hold"])}
      {clause("within", ["within", "scale"])}
      {clause("by", ["by", "top"])}
    </Sentence>
  )
}
