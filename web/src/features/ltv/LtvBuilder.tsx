import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker, PropertyWord } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { EVERIES, KINDS, type LtvState, propertyOf, TOUCHES } from "./ask"

const MARGINS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100]
const PERIODS = [4, 6, 8, 12, 24, 26, 30, 52, 60]
const HORIZONS = [0, 26, 52, 90, 104, 180]

/** The question as a sentence: who is won by what, what they bring, until which age, by what. */
export function LtvBuilder(props: BuilderProps<LtvState>) {
  const { t } = useTranslation("ltv")
  const { ask, refusal } = props
  const property = propertyOf(ask.of)
  const field = fieldsOf(props)
  const of = field("of")
  const clause = clausesOf(t, refusal, {
    start: <EventPicker name={t("label.start")} {...field("start")} />,
    event: <EventPicker name={t("label.event")} {...field("event")} />,
    of: (
      <Choose
        name={t("ofLabel")}
        {...of}
        value={property === null ? "times" : "sum"}
        onChange={(kind) => of.onChange(kind === "sum" ? `sum(${property ?? ""})` : "times")}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
    ),
    property: (
      <PropertyWord
        numeric
        {...of}
        value={property ?? ""}
        event={onlyEvent(ask.event)}
        onChange={(next) => of.onChange(`sum(${next})`)}
      />
    ),
    margin: (
      <ChooseCount
        name={t("label.margin")}
        {...field("margin")}
        usual={MARGINS}
        says={(value) => t("margin", { value })}
      />
    ),
    periods: (
      <ChooseCount
        name={t("label.periods")}
        {...field("periods")}
        usual={PERIODS}
        says={(count) => t(`ages.${ask.every}`, { count })}
      />
    ),
    horizon: (
      <ChooseCount
        name={t("label.horizon")}
        {...field("horizon")}
        usual={HORIZONS.filter((one) => one === 0 || one > ask.periods)}
        says={(count) => (count === 0 ? t("noHorizon") : t(`until.${ask.every}`, { count }))}
      />
    ),
    every: (
      <Choose
        name={t("everyLabel")}
        {...field("every")}
        options={EVERIES.map((value) => ({ value, label: t(`every.${value}`) }))}
      />
    ),
    touch: (
      <Choose
        name={t("touchLabel")}
        {...field("touch")}
        options={TOUCHES.map((value) => ({ value, label: t(`touch.${value}`) }))}
      />
    ),
    by: <PropertyPicker {...field("by")} />,
  })
  return (
    <Sentence name={t("builder")}>
      {clause(property === null ? "times" : "sum", ["start", "event", "of", "margin"])}
      {clause("ages", ["every", "periods", "horizon"])}
      {clause(ask.by.length > 0 ? "byTouch" : "by", ["by", "touch", "top"])}
    </Sentence>
  )
}
