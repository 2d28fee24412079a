import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { GRAINS, MODES, type RetentionState, STARTS } from "./ask"

const PERIODS: Record<RetentionState["every"], readonly number[]> = {
  hour: [6, 12, 24, 48],
  day: [7, 14, 30, 60],
  week: [4, 8, 12, 26],
  month: [3, 6, 12, 24],
}

/** The question as a sentence: who starts, what is coming back, and how it is counted. */
export function RetentionBuilder({ ask, onChange, refusal }: BuilderProps<RetentionState>) {
  const { t } = useTranslation("retention")
  const set = (change: Partial<RetentionState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const words: Record<string, ReactElement> = {
    start: (
      <EventPicker
        name={t("startLabel")}
        value={ask.start}
        wrong={wrong("start")}
        onChange={(start) => set({ start })}
      />
    ),
    return: (
      <EventPicker
        name={t("returnLabel")}
        value={ask.return}
        wrong={wrong("return")}
        onChange={(back) => set({ return: back })}
      />
    ),
    kind: (
      <Choose
        name={t("kindLabel")}
        value={ask.kind}
        wrong={wrong("kind")}
        onChange={(kind) => set({ kind })}
        options={STARTS.map((value) => ({
          value,
          label: t(`kind.${value}`),
          hint: t(`kindHint.${value}`),
        }))}
      />
    ),
    mode: (
      <Choose
        name={t("modeLabel")}
        value={ask.mode}
        wrong={wrong("mode")}
        onChange={(mode) => set({ mode })}
        options={MODES.map((value) => ({
          value,
          label: t(`mode.${value}`),
          hint: t(`modeHint.${value}`),
        }))}
      />
    ),
    every: (
      <Choose
        name={t("everyLabel")}
        value={ask.every}
        wrong={wrong("every")}
        // So many days are not so many weeks: how long they are followed begins anew.
        onChange={(every) => set({ every, periods: 0 })}
        options={GRAINS.map((value) => ({ value, label: t(`by.${value}`) }))}
      />
    ),
    periods: (
      <Periods ask={ask} wrong={wrong("periods")} onChange={(periods) => set({ periods })} />
    ),
  }
  const clause = (key: string, fields: readonly string[]) => (
    <Clause refusal={refusal} fields={fields}>
      <Trans t={t} i18nKey={`clause.${key}`} components={words} />
    </Clause>
  )
  return (
    <Sentence name={t("builder")}>
      {clause("start", ["start", "kind"])}
      {clause("return", ["return"])}
      {clause("every", ["every", "mode"])}
      {clause("periods", ["periods"])}
    </Sentence>
  )
}

function Periods({
  ask,
  wrong,
  onChange,
}: {
  ask: RetentionState
  wrong: boolean
  onChange: (periods: number) => void
}) {
  const { t } = useTranslation("retention")
  const known = PERIODS[ask.every]
  const all = ask.periods === 0 || known.includes(ask.periods) ? known : [...known, ask.periods]
  const options = [...all]
    .sort((a, b) => a - b)
    .map((count) => ({ value: String(count), label: t(`periods.${ask.every}`, { count }) }))
  return (
    <Choose
      name={t("periodsLabel")}
      value={String(ask.periods)}
      wrong={wrong}
      onChange={(value) => onChange(Number(value))}
      options={[{ value: "0", label: t("periodsAll") }, ...options]}
    />
  )
}
