import { Trans, useTranslation } from "react-i18next"
import { COUNTS, type FunnelAsk } from "@/features/funnel/ask"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { PropertyPicker, PropertyWord } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong } from "@/ui/ask/Sentence"

/** "counting people, holding order_id the same". */
export function CountClause({ ask, refusal, onChange }: BuilderProps<FunnelAsk>) {
  const { t } = useTranslation("funnel")
  const event = onlyEvent(ask.steps[0] ?? "")
  const components = {
    count: (
      <Choose
        name={t("countName")}
        value={ask.count}
        wrong={isWrong(refusal, ["count"])}
        options={COUNTS.map((value) => ({
          value,
          label: t(`count.${value}`),
          hint: t(`countHint.${value}`),
        }))}
        onChange={(count) => onChange({ ...ask, count })}
      />
    ),
    unit: (
      <PropertyWord
        value={ask.unit}
        event={event}
        wrong={isWrong(refusal, ["unit"])}
        onChange={(unit) => onChange({ ...ask, unit })}
      />
    ),
    hold: (
      <PropertyPicker
        value={ask.hold}
        event={event}
        wrong={isWrong(refusal, ["hold"])}
        name={t("holdName")}
        add={t("holdAdd")}
        onChange={(hold) => onChange({ ...ask, hold })}
      />
    ),
  }
  return (
    <Clause refusal={refusal} fields={["count", "unit", "hold"]}>
      <Trans
        t={t}
        i18nKey={ask.count === "groups" ? "countGroupsClause" : "countClause"}
        components={components}
      />
    </Clause>
  )
}
