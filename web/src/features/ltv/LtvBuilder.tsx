import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker, PropertyWord } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { EVERIES, KINDS, type LtvState, propertyOf, TOUCHES } from "./ask"

const MARGINS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
const PERIODS = [4, 6, 8, 12, 24, 26, 30, 52, 60]
const HORIZONS = [0, 26, 52, 90, 104, 180]

/** The question as a sentence: who is won by what, what they bring, until which age, by what. */
export function LtvBuilder({ ask, onChange, refusal }: BuilderProps<LtvState>) {
  const { t } = useTranslation("ltv")
  const set = (change: Partial<LtvState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const property = propertyOf(ask.of)
  const count = (
    name: "margin" | "periods" | "horizon",
    usual: readonly number[],
    label: (value: number) => string,
  ) => (
    <Choose
      name={t(`label.${name}`)}
      value={String(ask[name])}
      wrong={wrong(name)}
      onChange={(value) => set({ [name]: Number(value) })}
      options={[...new Set([...usual, ask[name]])]
        .sort((a, b) => a - b)
        .map((value) => ({ value: String(value), label: label(value) }))}
    />
  )
  const event = (name: "start" | "event") => (
    <EventPicker
      name={t(`label.${name}`)}
      value={ask[name]}
      wrong={wrong(name)}
      onChange={(value) => set({ [name]: value })}
    />
  )
  const later = HORIZONS.filter((one) => one === 0 || one > ask.periods)
  const words: Record<string, ReactElement> = {
    start: event("start"),
    event: event("event"),
    of: (
      <Choose
        name={t("ofLabel")}
        value={property === null ? "times" : "sum"}
        wrong={wrong("of")}
        onChange={(of) => set({ of: of === "sum" ? `sum(${property ?? ""})` : "times" })}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
    ),
    property: (
      <PropertyWord
        numeric
        value={property ?? ""}
        event={onlyEvent(ask.event)}
        wrong={wrong("of")}
        onChange={(next) => set({ of: `sum(${next})` })}
      />
    ),
    margin: count("margin", MARGINS, (value) => t("margin", { value })),
    periods: count("periods", PERIODS, (value) => t(`ages.${ask.every}`, { count: value })),
    horizon: count("horizon", later, (value) =>
      value === 0 ? t("noHorizon") : t(`until.${ask.every}`, { count: value }),
    ),
    every: (
      <Choose
        name={t("everyLabel")}
        value={ask.every}
        wrong={wrong("every")}
        onChange={(every) => set({ every })}
        options={EVERIES.map((value) => ({ value, label: t(`every.${value}`) }))}
      />
    ),
    touch: (
      <Choose
        name={t("touchLabel")}
        value={ask.touch}
        wrong={wrong("touch")}
        onChange={(touch) => set({ touch })}
        options={TOUCHES.map((value) => ({ value, label: t(`touch.${value}`) }))}
      />
    ),
    by: <PropertyPicker value={ask.by} wrong={wrong("by")} onChange={(by) => set({ by })} />,
  }
  const clause = (key: string, fields: readonly string[]) => (
    <Clause refusal={refusal} fields={fields}>
      <Trans t={t} i18nKey={`clause.${key}`} components={words} />
    </Clause>
  )
  return (
    <Sentence name={t("builder")}>
      {clause(property === null ? "times" : "sum", ["start", "event", "of", "margin"])}
      {clause("ages", ["every", "periods", "horizon"])}
      {clause(ask.by.length > 0 ? "byTouch" : "by", ["by", "touch", "top"])}
    </Sentence>
  )
}
