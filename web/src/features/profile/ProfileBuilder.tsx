import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { MOST_PROPERTIES, type ProfileState, VALUES } from "./ask"

const TOPS = [3, 5, 10, 20, 50, 100]
const LEASTS = [1, 5, 10, 30, 100]

/** The question as a sentence: who is compared with whom, by what, and what is told of it. */
export function ProfileBuilder({ ask, onChange, refusal }: BuilderProps<ProfileState>) {
  const { t } = useTranslation("profile")
  const set = (change: Partial<ProfileState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const group = (field: "target" | "base") => (
    <EventPicker
      name={t(`label.${field}`)}
      value={ask[field]}
      wrong={wrong(field)}
      onChange={(step) => set({ [field]: step })}
    />
  )
  const count = (field: "top" | "least", usual: readonly number[]) => (
    <Choose
      name={t(`label.${field}`)}
      value={String(ask[field])}
      wrong={wrong(field)}
      onChange={(chosen) => set({ [field]: Number(chosen) })}
      options={[...new Set([...usual, ask[field]])]
        .sort((a, b) => a - b)
        .map((value) => ({ value: String(value), label: t(field, { count: value }) }))}
    />
  )
  const words: Record<string, ReactElement> = {
    target: group("target"),
    base: group("base"),
    // Of all events: a value may come from one of the target or one of the base.
    by: (
      <PropertyPicker
        name={t("label.by")}
        add={t("usual")}
        remove={t("usualAgain")}
        most={MOST_PROPERTIES}
        value={ask.by}
        wrong={wrong("by")}
        onChange={(by) => set({ by })}
      />
    ),
    value: (
      <Choose
        name={t("label.value")}
        value={ask.value}
        wrong={wrong("value")}
        onChange={(value) => set({ value })}
        options={VALUES.map((value) => ({ value, label: t(`which.${value}`) }))}
      />
    ),
    top: count("top", TOPS),
    least: count("least", LEASTS),
  }
  const clause = (key: string, fields: readonly string[]) => (
    <Clause refusal={refusal} fields={fields}>
      <Trans t={t} i18nKey={`clause.${key}`} components={words} />
    </Clause>
  )
  return (
    <Sentence name={t("builder")}>
      {clause("who", ["target", "base"])}
      {clause("by", ["by", "value"])}
      {clause("shown", ["top", "least"])}
    </Sentence>
  )
}
