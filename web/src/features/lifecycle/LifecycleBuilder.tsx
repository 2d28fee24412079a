import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { FORECASTS, GRAINS, type LifecycleState } from "./ask"

/** The question as a sentence: what being active is, how wide a bucket is, how far it is foretold. */
export function LifecycleBuilder({ ask, onChange, refusal }: BuilderProps<LifecycleState>) {
  const { t } = useTranslation("lifecycle")
  const set = (change: Partial<LifecycleState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const steps = [...new Set([...FORECASTS, ask.forecast])].sort((a, b) => a - b)
  const words: Record<string, ReactElement> = {
    event: (
      <EventPicker
        name={t("eventLabel")}
        value={ask.event}
        wrong={wrong("event")}
        onChange={(event) => set({ event })}
      />
    ),
    every: (
      <Choose
        name={t("everyLabel")}
        value={ask.every}
        wrong={wrong("every")}
        onChange={(every) => set({ every })}
        options={GRAINS.map((value) => ({ value, label: t(`by.${value}`) }))}
      />
    ),
    forecast: (
      <Choose
        name={t("forecastLabel")}
        value={String(ask.forecast)}
        wrong={wrong("forecast")}
        onChange={(value) => set({ forecast: Number(value) })}
        options={steps.map((count) => ({
          value: String(count),
          label: count === 0 ? t("noForecast") : t(`ahead.${ask.every}`, { count }),
        }))}
      />
    ),
  }
  return (
    <Sentence name={t("builder")}>
      <Clause refusal={refusal} fields={["event", "every"]}>
        <Trans t={t} i18nKey="clause.event" components={words} />
      </Clause>
      <Clause refusal={refusal} fields={["forecast"]}>
        <Trans t={t} i18nKey="clause.forecast" components={words} />
      </Clause>
    </Sentence>
  )
}
