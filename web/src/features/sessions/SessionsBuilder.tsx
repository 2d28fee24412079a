import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { duration } from "@/lib/format"
import { onlyEvent } from "@/lib/selector"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, isWrong, Sentence } from "@/ui/ask/Sentence"
import { AtWord } from "./AtWord"
import { ENDS, GRAINS, PAUSES, type SessionsState, secondsOf } from "./ask"
import { EndsWord } from "./EndsWord"
import "./sessions.css"

const TOPS = [3, 5, 10, 20, 50, 100]

/** The question as a sentence: what sessions are made of, what ends them, and how they are shown. */
export function SessionsBuilder(props: BuilderProps<SessionsState>) {
  const { t } = useTranslation("sessions")
  const { ask, refusal } = props
  const field = fieldsOf(props)
  const clause = clausesOf(t, refusal, {
    event: <EventPicker name={t("eventLabel")} {...field("event")} />,
    pause: (
      <Choose
        name={t("pauseLabel")}
        {...field("pause")}
        options={[...new Set<string>([...PAUSES, ask.pause])]
          .sort((a, b) => secondsOf(a) - secondsOf(b))
          .map((value) => ({ value, label: duration(secondsOf(value)) }))}
      />
    ),
    ends: <EndsWord {...field("ends")} wrong={isWrong(refusal, ENDS)} />,
    depth: <EventPicker name={t("depthLabel")} {...field("depth")} />,
    at: <AtWord {...field("at")} event={ask.event} />,
    every: (
      <Choose
        name={t("everyLabel")}
        {...field("every")}
        options={GRAINS.map((value) => ({ value, label: t(`per.${value}`) }))}
      />
    ),
    by: <PropertyPicker {...field("by")} event={onlyEvent(ask.event)} />,
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
      {clause("event", ["event"])}
      {clause("pause", ["pause", ...ENDS])}
      {clause("depth", ["depth"])}
      {clause("every", ["every"])}
      {clause("at", ["at", "top"])}
      {clause("by", ["by"])}
    </Sentence>
  )
}
