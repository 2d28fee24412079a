import { CloseOutlined } from "@ant-design/icons"
import { Button } from "antd"
import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { FilterEditor } from "@/ui/ask/FilterEditor"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { COMPARED, PLACES, type ReportState, searches } from "./ask"
import { DidClause } from "./DidClause"

const TOPS = [5, 10, 20, 50, 100, 1000]

/** The question as a sentence: what rows are made of, where it is read, and what is converted to. */
export function ReportBuilder({ ask, onChange, refusal }: BuilderProps<ReportState>) {
  const { t } = useTranslation("report")
  const set = (change: Partial<ReportState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const words: Record<string, ReactElement> = {
    by: (
      <PropertyPicker
        value={ask.by}
        event={onlyEvent(ask.of)}
        wrong={wrong("by")}
        name={t("byLabel")}
        onChange={(by) => set({ by })}
      />
    ),
    at: (
      <Choose
        name={t("atLabel")}
        value={ask.at}
        wrong={wrong("at")}
        onChange={(at) => set({ at })}
        options={PLACES.map((value) => ({ value, label: t(`at.${value}`) }))}
      />
    ),
    of: (
      <EventPicker
        name={t("ofLabel")}
        value={ask.of}
        wrong={wrong("of")}
        onChange={(of) => set({ of })}
      />
    ),
    goal: (
      <EventPicker
        name={t("goalLabel")}
        value={ask.goal}
        any={false}
        wrong={wrong("goal")}
        onChange={(goal) => set({ goal })}
      />
    ),
    compare: (
      <Choose
        name={t("compareLabel")}
        value={ask.compare}
        wrong={wrong("compare")}
        onChange={(compare) => set({ compare })}
        options={COMPARED.map((value) => ({ value, label: t(`compare.${value || "none"}`) }))}
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
      {clause("by", ["by", "at"])}
      {ask.at === "event" && clause("of", ["of"])}
      {searches(ask) && (
        <Clause refusal={refusal} fields={["empty"]}>
          <span>{t("emptyLabel")}</span>
          <FilterEditor
            value={ask.empty}
            event={onlyEvent(ask.of) ?? ""}
            onChange={(empty) => set({ empty })}
          />
        </Clause>
      )}
      <Clause refusal={refusal} fields={["goal"]} removable={ask.goal !== ""}>
        <Trans t={t} i18nKey="clause.goal" components={words} />
        {ask.goal !== "" && (
          <Button
            type="text"
            size="small"
            className="br-remove"
            icon={<CloseOutlined />}
            aria-label={t("goalRemove")}
            onClick={() => set({ goal: "" })}
          />
        )}
      </Clause>
      <DidClause ask={ask} refusal={refusal} onChange={(did) => set({ did })} />
      {clause("compare", ["compare", "top"])}
    </Sentence>
  )
}
