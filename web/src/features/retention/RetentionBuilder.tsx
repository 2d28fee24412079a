import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { CLOCKS, GRAINS, MODES, type RetentionState, STARTS } from "./ask"
import { FollowClause } from "./FollowClause"
import { ValueClause } from "./ValueClause"

const TOPS = [3, 5, 10, 20]

/** The question as a sentence: who starts, what is coming back, and how it is counted. */
export function RetentionBuilder(props: BuilderProps<RetentionState>) {
  const { t } = useTranslation("retention")
  const { ask, onChange, refusal } = props
  const set = (change: Partial<RetentionState>) => onChange({ ...ask, ...change })
  const field = fieldsOf(props)
  const clause = clausesOf(t, refusal, {
    start: <EventPicker name={t("startLabel")} {...field("start")} />,
    return: <EventPicker name={t("returnLabel")} {...field("return")} />,
    kind: (
      <Choose
        name={t("kindLabel")}
        {...field("kind")}
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
        {...field("mode")}
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
        {...field("every")}
        // So many days are not so many weeks: how long they are followed begins anew.
        onChange={(every) => set({ every, periods: 0 })}
        options={GRAINS.map((value) => ({ value, label: t(`by.${value}`) }))}
      />
    ),
    clock: (
      <Choose
        name={t("clockLabel")}
        {...field("clock")}
        options={CLOCKS.map((value) => ({
          value,
          label: t(`clock.${value}`),
          hint: t(`clockHint.${value}`),
        }))}
      />
    ),
    by: <PropertyPicker {...field("by")} event={onlyEvent(ask.start)} />,
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
      {clause("start", ["start", "kind"])}
      {clause("return", ["return"])}
      {clause("every", ["every", "clock", "mode"])}
      <FollowClause ask={ask} refusal={refusal} set={set} />
      <ValueClause ask={ask} refusal={refusal} set={set} />
      {clause(ask.by.length > 0 ? "byTop" : "by", ["by", "top"])}
    </Sentence>
  )
}

/** What does not go with a mode is put away. */
function suited(ask: RetentionState, mode: RetentionState["mode"]): Partial<RetentionState> {
  if (mode === "streak") return { value: "" }
  return mode === "on-or-before" ? { fit: "" } : { value: ask.value }
}
