import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyWord } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import {
  AXES,
  COMPARES,
  CUTS,
  KINDS,
  OFTEN,
  type RfmState,
  readValue,
  SCHEMES,
  writeValue,
} from "./ask"
import { CutsWord } from "./CutsWord"

const LEVELS = [3, 4, 5, 6, 7, 8]

/** The question as a sentence: whose value, how it is cut, which segments, and since when. */
export function RfmBuilder({ ask, onChange, refusal }: BuilderProps<RfmState>) {
  const { t } = useTranslation("rfm")
  const set = (change: Partial<RfmState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const { kind, property } = readValue(ask.of)
  const choose = <Name extends "frequency" | "cuts" | "scheme">(
    name: Name,
    values: readonly RfmState[Name][],
  ) => (
    <Choose
      name={t(`${name}Label`)}
      value={ask[name]}
      wrong={wrong(name)}
      onChange={(value) => set({ [name]: value })}
      options={values.map((value) => ({ value, label: t(`${name}.${value}`) }))}
    />
  )
  const words: Record<string, ReactElement> = {
    event: (
      <EventPicker
        name={t("eventLabel")}
        value={ask.event}
        wrong={wrong("event")}
        onChange={(event) => set({ event })}
      />
    ),
    of: (
      <Choose
        name={t("ofLabel")}
        value={kind}
        wrong={wrong("of")}
        onChange={(next) => set({ of: writeValue(next, property) })}
        options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
    ),
    property: (
      <PropertyWord
        numeric
        value={property}
        event={onlyEvent(ask.event)}
        wrong={wrong("of")}
        onChange={(next) => set({ of: writeValue(kind, next) })}
      />
    ),
    levels: (
      <Choose
        name={t("levelsLabel")}
        value={String(ask.levels)}
        wrong={wrong("levels")}
        onChange={(levels) => set({ levels: Number(levels) })}
        options={LEVELS.map((count) => ({ value: String(count), label: t("levels", { count }) }))}
      />
    ),
    compare: (
      <Choose
        name={t("compareLabel")}
        value={ask.compare}
        wrong={wrong("compare")}
        onChange={(compare) => set({ compare })}
        options={[...new Set<string>([...COMPARES, ask.compare])].map((value) => ({
          value,
          label: (COMPARES as readonly string[]).includes(value)
            ? t(`compare.${value || "none"}`)
            : value,
        }))}
      />
    ),
    frequency: choose("frequency", OFTEN),
    cuts: choose("cuts", CUTS),
    scheme: choose("scheme", SCHEMES),
    ...Object.fromEntries(
      AXES.map((axis) => [
        `${axis}Cuts`,
        <CutsWord
          key={axis}
          axis={axis}
          value={ask[`${axis}_cuts`]}
          wrong={wrong(`${axis}_cuts`)}
          onChange={(cuts) => set({ [`${axis}_cuts`]: cuts })}
        />,
      ]),
    ),
  }
  const clause = (key: string, fields: readonly string[]) => (
    <Clause refusal={refusal} fields={fields}>
      <Trans t={t} i18nKey={`clause.${key}`} components={words} />
    </Clause>
  )
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
