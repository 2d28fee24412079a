import { CloseOutlined } from "@ant-design/icons"
import { Button } from "antd"
import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { duration, exact } from "@/lib/format"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { type PathsState, secondsOf } from "./ask"

const STEPS = [2, 3, 4, 5, 6, 7, 8, 10]
const LENGTHS = ["30m", "1h", "12h", "1d", "7d", "30d"]
const TOPS = [10, 20, 50, 100]

/** `value` among `usual`, in its place. */
function withOwn(usual: readonly number[], value: number): number[] {
  return usual.includes(value) ? [...usual] : [...usual, value].sort((a, b) => a - b)
}

/** The question as a sentence: from where to where, how far, and through what. */
export function PathsBuilder({ ask, onChange, refusal }: BuilderProps<PathsState>) {
  const { t } = useTranslation("paths")
  const set = (change: Partial<PathsState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const anchor = (end: "start" | "end" | "only", name: string) => (
    <EventPicker
      name={name}
      value={ask[end] || "any"}
      wrong={wrong(end === "only" ? "events" : end)}
      onChange={(value) => set({ [end]: value === "any" ? "" : value })}
    />
  )
  const lengths = ask.within && !LENGTHS.includes(ask.within) ? [...LENGTHS, ask.within] : LENGTHS
  const words: Record<string, ReactElement> = {
    steps: (
      <Choose
        name={t("stepsLabel")}
        value={String(ask.steps)}
        wrong={wrong("max_steps")}
        onChange={(steps) => set({ steps: Number(steps) })}
        options={withOwn(STEPS, ask.steps).map((count) => ({
          value: String(count),
          label: t("steps", { count }),
        }))}
      />
    ),
    start: anchor("start", t("startLabel")),
    end: anchor("end", t("endLabel")),
    only: anchor("only", t("onlyLabel")),
    exclude: <Exclude ask={ask} wrong={wrong("exclude")} onChange={set} />,
    within: (
      <Choose
        name={t("withinLabel")}
        value={ask.within}
        wrong={wrong("within")}
        onChange={(within) => set({ within })}
        options={[
          { value: "", label: t("session"), hint: t("sessionHint") },
          ...lengths.map((value) => ({
            value,
            label: duration(secondsOf(value)),
            hint: t("onceHint"),
          })),
        ]}
      />
    ),
    collapse: (
      <Choose
        name={t("collapseLabel")}
        value={ask.collapse ? "yes" : "no"}
        onChange={(value) => set({ collapse: value === "yes" })}
        options={(["yes", "no"] as const).map((value) => ({
          value,
          label: t(`collapse.${value}`),
        }))}
      />
    ),
    top: (
      <Choose
        name={t("topLabel")}
        value={String(ask.top)}
        wrong={wrong("top")}
        onChange={(top) => set({ top: Number(top) })}
        options={withOwn(TOPS, ask.top).map((n) => ({ value: String(n), label: exact(n) }))}
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
      {clause("steps", ["max_steps"])}
      {clause("anchors", ["start", "end"])}
      {clause("within", ["within", "collapse"])}
      {clause("only", ["events"])}
      {clause("exclude", ["exclude"])}
      {clause("top", ["top"])}
    </Sentence>
  )
}

/** The events left out, and a way to leave none out again. */
function Exclude({
  ask,
  wrong,
  onChange,
}: {
  ask: PathsState
  wrong: boolean
  onChange: (change: Partial<PathsState>) => void
}) {
  const { t } = useTranslation("paths")
  return (
    <>
      <EventPicker
        name={t("excludeLabel")}
        any={false}
        value={ask.exclude}
        wrong={wrong}
        onChange={(exclude) => onChange({ exclude })}
      />
      {ask.exclude && (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t("noExclude")}
          onClick={() => onChange({ exclude: "" })}
        />
      )}
    </>
  )
}
