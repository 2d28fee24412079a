import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { FilterEditor } from "@/ui/ask/FilterEditor"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Remove } from "@/ui/ask/Remove"
import { Clause, clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { COMPARED, PLACES, type ReportState, searches } from "./ask"
import { DidClause } from "./DidClause"

const TOPS = [5, 10, 20, 50, 100, 1000]

/** The question as a sentence: what rows are made of, where it is read, and what is converted to. */
export function ReportBuilder(props: BuilderProps<ReportState>) {
  const { t } = useTranslation("report")
  const { ask, onChange, refusal } = props
  const set = (change: Partial<ReportState>) => onChange({ ...ask, ...change })
  const event = onlyEvent(ask.of)
  const field = fieldsOf(props)
  const clause = clausesOf(t, refusal, {
    by: <PropertyPicker name={t("byLabel")} {...field("by")} event={event} />,
    at: (
      <Choose
        name={t("atLabel")}
        {...field("at")}
        options={PLACES.map((value) => ({ value, label: t(`at.${value}`) }))}
      />
    ),
    of: <EventPicker name={t("ofLabel")} {...field("of")} />,
    goal: <EventPicker name={t("goalLabel")} any={false} {...field("goal")} />,
    compare: (
      <Choose
        name={t("compareLabel")}
        {...field("compare")}
        options={COMPARED.map((value) => ({ value, label: t(`compare.${value || "none"}`) }))}
      />
    ),
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
      {clause("by", ["by", "at"])}
      {ask.at === "event" && clause("of", ["of"])}
      {searches(ask) && (
        <Clause refusal={refusal} fields={["empty"]}>
          <span>{t("emptyLabel")}</span>
          <FilterEditor value={ask.empty} event={event ?? ""} onChange={field("empty").onChange} />
        </Clause>
      )}
      {clause(
        "goal",
        ["goal"],
        ask.goal !== "" && <Remove name={t("goalRemove")} onClick={() => set({ goal: "" })} />,
      )}
      <DidClause ask={ask} refusal={refusal} onChange={(did) => set({ did })} />
      {clause("compare", ["compare", "top"])}
    </Sentence>
  )
}
