import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { duration } from "@/lib/format"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { AtWord } from "./AtWord"
import { ENDS, GRAINS, PAUSES, type SessionsState, secondsOf } from "./ask"
import { EndsWord } from "./EndsWord"
import "./sessions.css"

const TOPS = [3, 5, 10, 20, 50, 100]

/** The question as a sentence: what sessions are made of, what ends them, and how they are shown. */
export function SessionsBuilder({ ask, onChange, refusal }: BuilderProps<SessionsState>) {
  const { t } = useTranslation("sessions")
  const set = (change: Partial<SessionsState>) => onChange({ ...ask, ...change })
  const wrong = (...fields: string[]) => isWrong(refusal, fields)
  const words: Record<string, ReactElement> = {
    event: (
      <EventPicker
        name={t("eventLabel")}
        value={ask.event}
        wrong={wrong("event")}
        onChange={(event) => set({ event })}
      />
    ),
    pause: (
      <Choose
        name={t("pauseLabel")}
        value={ask.pause}
        wrong={wrong("pause")}
        onChange={(pause) => set({ pause })}
        options={[...new Set<string>([...PAUSES, ask.pause])]
          .sort((a, b) => secondsOf(a) - secondsOf(b))
          .map((value) => ({ value, label: duration(secondsOf(value)) }))}
      />
    ),
    ends: <EndsWord value={ask.ends} wrong={wrong(...ENDS)} onChange={(ends) => set({ ends })} />,
    depth: (
      <EventPicker
        name={t("depthLabel")}
        value={ask.depth}
        wrong={wrong("depth")}
        onChange={(depth) => set({ depth })}
      />
    ),
    at: (
      <AtWord value={ask.at} event={ask.event} wrong={wrong("at")} onChange={(at) => set({ at })} />
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
      {clause("event", ["event"])}
      {clause("pause", ["pause", ...ENDS])}
      {clause("depth", ["depth"])}
      {clause("every", ["every"])}
      {clause("at", ["at", "top"])}
      {clause("by", ["by"])}
    </Sentence>
  )
}
