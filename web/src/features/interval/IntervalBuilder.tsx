import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { type IntervalState, SCALES, WITHINS } from "./ask"
import { HoldWord } from "./HoldWord"

/** The question as a sentence: from where to where, with what alike, how long at most. */
export function IntervalBuilder(props: BuilderProps<IntervalState>) {
  const { t } = useTranslation("interval")
  const { ask, refusal } = props
  const event = onlyEvent(ask.start)
  const field = fieldsOf(props)
  const clause = clausesOf(t, refusal, {
    start: <EventPicker name={t("startLabel")} {...field("start")} />,
    end: <EventPicker name={t("endLabel")} {...field("end")} />,
    hold: <HoldWord {...field("hold")} event={event} />,
    within: (
      <Choose
        name={t("withinLabel")}
        {...field("within")}
        options={[...new Set([...WITHINS, ask.within])].map((value) => ({
          value,
          label: value === "" ? t("anyLong") : t("atMost", { length: value }),
        }))}
      />
    ),
    scale: (
      <Choose
        name={t("scaleLabel")}
        {...field("scale")}
        options={SCALES.map((value) => ({ value, label: t(`scale.${value}`) }))}
      />
    ),
    by: <PropertyPicker {...field("by")} event={event} />,
  })
  return (
    <Sentence name={t("builder")}>
      {clause("events", ["start", "end"])}
      {clause("hold", ["hold"])}
      {clause("within", ["within", "scale"])}
      {clause("by", ["by", "top"])}
    </Sentence>
  )
}
