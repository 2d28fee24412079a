import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { CLOCKS, GRAINS, MODES, type RetentionState, STARTS } from "./ask"
import { FollowClause, type Part } from "./FollowClause"
import { ValueClause } from "./ValueClause"

const TOPS = [3, 5, 10, 20]

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
        onChange={(mode) => set({ mode, ...suited(ask, mode) })}
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
    clock: (
      <Choose
        name={t("clockLabel")}
        value={ask.clock}
        wrong={wrong("clock")}
        onChange={(clock) => set({ clock })}
        options={CLOCKS.map((value) => ({
          value,
          label: t(`clock.${value}`),
          hint: t(`clockHint.${value}`),
        }))}
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
      {clause("start", ["start", "kind"])}
      {clause("return", ["return"])}
      {clause("every", ["every", "clock", "mode"])}
      <FollowClause ask={ask} refusal={refusal} set={set} />
      <ValueClause ask={ask} refusal={refusal} set={set} />
      <ByClause ask={ask} refusal={refusal} set={set} />
    </Sentence>
  )
}

function ByClause({ ask, refusal, set }: Part) {
  const { t } = useTranslation("retention")
  const tops = [...new Set([...TOPS, ask.top])].sort((a, b) => a - b)
  return (
    <Clause refusal={refusal} fields={["by", "top"]}>
      <Trans
        t={t}
        i18nKey={ask.by.length > 0 ? "clause.byTop" : "clause.by"}
        components={{
          by: (
            <PropertyPicker
              value={ask.by}
              event={onlyEvent(ask.start)}
              wrong={isWrong(refusal, ["by"])}
              onChange={(by) => set({ by })}
            />
          ),
          top: (
            <Choose
              name={t("topLabel")}
              value={String(ask.top)}
              options={tops.map((top) => ({
                value: String(top),
                label: t("top", { count: top }),
              }))}
              onChange={(top) => set({ top: Number(top) })}
            />
          ),
        }}
      />
    </Clause>
  )
}

/** What does not go with a mode is put away. */
function suited(ask: RetentionState, mode: RetentionState["mode"]): Partial<RetentionState> {
  if (mode === "streak") return { value: "" }
  return mode === "on-or-before" ? { fit: "" } : { value: ask.value }
}
