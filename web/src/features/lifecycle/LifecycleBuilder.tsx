import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { FORECASTS, GRAINS, type LifecycleState } from "./ask"

/** The question as a sentence: what being active is, how wide a bucket is, how far it is foretold. */
export function LifecycleBuilder(props: BuilderProps<LifecycleState>) {
  const { t } = useTranslation("lifecycle")
  const { ask, refusal } = props
  const field = fieldsOf(props)
  const clause = clausesOf(t, refusal, {
    event: <EventPicker name={t("eventLabel")} {...field("event")} />,
    every: (
      <Choose
        name={t("everyLabel")}
        {...field("every")}
        options={GRAINS.map((value) => ({ value, label: t(`by.${value}`) }))}
      />
    ),
    forecast: (
      <ChooseCount
        name={t("forecastLabel")}
        {...field("forecast")}
        usual={FORECASTS}
        says={(count) => (count === 0 ? t("noForecast") : t(`ahead.${ask.every}`, { count }))}
      />
    ),
  })
  return (
    <Sentence name={t("builder")}>
      {clause("event", ["event", "every"])}
      {clause("forecast", ["forecast"])}
    </Sentence>
  )
}
