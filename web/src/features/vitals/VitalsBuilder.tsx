import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { share } from "@/lib/format"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { GRAINS, LEVELS, type VitalsState } from "./ask"

/** The question as a sentence: which loads, at which level, over which time and by what. */
export function VitalsBuilder({ ask, onChange, refusal }: BuilderProps<VitalsState>) {
  const { t } = useTranslation("vitals")
  const set = (change: Partial<VitalsState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const words: Record<string, ReactElement> = {
    event: (
      <EventPicker
        name={t("eventLabel")}
        value={ask.event}
        any={false}
        wrong={wrong("event")}
        onChange={(event) => set({ event })}
      />
    ),
    level: (
      <Choose
        name={t("levelLabel")}
        value={ask.level}
        wrong={wrong("level")}
        onChange={(level) => set({ level })}
        options={[...new Set<string>([...LEVELS, ask.level])].map((value) => ({
          value,
          label: share(Number(value)),
        }))}
      />
    ),
    every: (
      <Choose
        name={t("everyLabel")}
        value={ask.every}
        wrong={wrong("every")}
        onChange={(every) => set({ every })}
        options={GRAINS.map((value) => ({ value, label: t(`per.${value}`) }))}
      />
    ),
    by: (
      <PropertyPicker
        value={ask.by}
        event={onlyEvent(ask.event)}
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
      {clause("level", ["event", "level"])}
      {clause("every", ["every"])}
      {clause("by", ["by", "top"])}
    </Sentence>
  )
}
