import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyWord } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { COUNTED, type CompositionState, EVERIES, VALUES } from "./ask"

const TOPS = [3, 5, 10, 20, 50, 100]

/** The question as a sentence: what is taken apart, by which property, and over which time. */
export function CompositionBuilder(props: BuilderProps<CompositionState>) {
  const { t } = useTranslation("composition")
  const { ask, refusal } = props
  const field = fieldsOf(props)
  const clause = clausesOf(t, refusal, {
    of: (
      <Choose
        name={t("ofLabel")}
        {...field("of")}
        options={COUNTED.map((value) => ({ value, label: t(`counted.${value}`) }))}
      />
    ),
    event: <EventPicker name={t("eventLabel")} {...field("event")} />,
    by: <PropertyWord {...field("by")} event={onlyEvent(ask.event)} />,
    value: (
      <Choose
        name={t("valueLabel")}
        {...field("value")}
        options={VALUES.map((value) => ({ value, label: t(`which.${value}`) }))}
      />
    ),
    every: (
      <Choose
        name={t("everyLabel")}
        {...field("every")}
        options={EVERIES.map((value) => ({ value, label: t(`per.${value}`) }))}
      />
    ),
    top: (
      <ChooseCount
        name={t("topLabel")}
        {...field("top")}
        usual={TOPS}
        says={(count) => t("top", { count })}
      />
    ),
  })
  return (
    <Sentence name={t("builder")}>
      {clause(ask.of, ["of", "event", "by"])}
      {ask.of === "people" && clause("value", ["value"])}
      {clause("every", ["every", "top"])}
    </Sentence>
  )
}
