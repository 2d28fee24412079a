import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { NumbersWord } from "@/ui/ask/NumbersWord"
import { PropertyPicker, PropertyWord } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { EVERIES, type FrequencyState, KINDS, readMeasure, writeMeasure } from "./ask"

/** The question as a sentence: which number of each person, of what, in which ranges. */
export function FrequencyBuilder(props: BuilderProps<FrequencyState>) {
  const { t } = useTranslation("frequency")
  const { ask, refusal } = props
  const { kind, property } = readMeasure(ask.of)
  const event = onlyEvent(ask.event)
  const field = fieldsOf(props)
  const of = field("of")
  const clause = clausesOf(t, refusal, {
    of: (
      <Choose
        name={t("ofLabel")}
        {...of}
        value={kind}
        onChange={(next) => of.onChange(writeMeasure(next, property))}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
    ),
    property: (
      <PropertyWord
        numeric
        {...of}
        value={property}
        event={event}
        onChange={(next) => of.onChange(writeMeasure(kind, next))}
      />
    ),
    event: <EventPicker name={t("eventLabel")} {...field("event")} />,
    every: (
      <Choose
        name={t("everyLabel")}
        {...field("every")}
        options={EVERIES.map((value) => ({ value, label: t(`per.${value}`) }))}
      />
    ),
    bins: (
      <NumbersWord
        name={t("binsLabel")}
        reads={ask.bins ? t("ownBins", { bins: ask.bins }) : t("autoBins")}
        example="1, 2, 5, 10"
        hint={t("binsHint")}
        {...field("bins")}
      />
    ),
    by: <PropertyPicker {...field("by")} event={event} />,
  })
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
