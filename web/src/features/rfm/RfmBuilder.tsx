import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { NumbersWord } from "@/ui/ask/NumbersWord"
import { PropertyWord } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import {
  type Axis,
  COMPARES,
  CUTS,
  KINDS,
  OFTEN,
  type RfmState,
  readValue,
  SCHEMES,
  writeValue,
} from "./ask"

const LEVELS = [3, 4, 5, 6, 7, 8]

/** The question as a sentence: whose value, how it is cut, which segments, and since when. */
export function RfmBuilder(props: BuilderProps<RfmState>) {
  const { t } = useTranslation("rfm")
  const { ask, refusal } = props
  const { kind, property } = readValue(ask.of)
  const field = fieldsOf(props)
  const of = field("of")
  const cuts = (axis: Axis) => (
    <NumbersWord
      name={t(`ownCuts.${axis}`)}
      reads={ask[`${axis}_cuts`] || t("autoCuts")}
      example={axis === "recency" ? "7, 30, 90" : "2, 5, 10"}
      hint={t(`cutsHint.${axis}`)}
      {...field(`${axis}_cuts`)}
    />
  )
  const clause = clausesOf(t, refusal, {
    event: <EventPicker name={t("eventLabel")} {...field("event")} />,
    of: (
      <Choose
        name={t("ofLabel")}
        {...of}
        value={kind}
        onChange={(next) => of.onChange(writeValue(next, property))}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
    ),
    property: (
      <PropertyWord
        numeric
        {...of}
        value={property}
        event={onlyEvent(ask.event)}
        onChange={(next) => of.onChange(writeValue(kind, next))}
      />
    ),
    levels: (
      <ChooseCount
        name={t("levelsLabel")}
        {...field("levels")}
        usual={LEVELS}
        says={(count) => t("levels", { count })}
      />
    ),
    compare: (
      <Choose
        name={t("compareLabel")}
        {...field("compare")}
        options={[...new Set<string>([...COMPARES, ask.compare])].map((value) => ({
          value,
          label: (COMPARES as readonly string[]).includes(value)
            ? t(`compare.${value || "none"}`)
            : value,
        }))}
      />
    ),
    frequency: (
      <Choose
        name={t("frequencyLabel")}
        {...field("frequency")}
        options={OFTEN.map((value) => ({ value, label: t(`frequency.${value}`) }))}
      />
    ),
    cuts: (
      <Choose
        name={t("cutsLabel")}
        {...field("cuts")}
        options={CUTS.map((value) => ({ value, label: t(`cuts.${value}`) }))}
      />
    ),
    scheme: (
      <Choose
        name={t("schemeLabel")}
        {...field("scheme")}
        options={SCHEMES.map((value) => ({ value, label: t(`scheme.${value}`) }))}
      />
    ),
    recencyCuts: cuts("recency"),
    frequencyCuts: cuts("frequency"),
    valueCuts: cuts("value"),
  })
  const figure = kind === "sum" || kind === "mean"
  return (
    <Sentence name={t("builder")}>
      {clause(figure ? "figure" : "count", ["event", "of", "frequency"])}
      {clause("levels", ["levels", "cuts"])}
      {clause("own", ["recency_cuts", "frequency_cuts", "value_cuts"])}
      {clause("scheme", ["scheme", "compare"])}
    </Sentence>
  )
}
