import { Trans, useTranslation } from "react-i18next"
import { COUNTS, type FunnelAsk } from "@/features/funnel/ask"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { PropertyPicker, PropertyWord } from "@/ui/ask/PropertyPicker"
import { Clause, fieldsOf } from "@/ui/ask/Sentence"

/** "counting people, holding order_id the same". */
export function CountClause(props: BuilderProps<FunnelAsk>) {
  const { t } = useTranslation("funnel")
  const { ask, refusal } = props
  const field = fieldsOf(props)
  const event = onlyEvent(ask.steps[0] ?? "")
  const components = {
    count: (
      <Choose
        name={t("countName")}
        {...field("count")}
        options={COUNTS.map((value) => ({
          value,
          label: t(`count.${value}`),
          hint: t(`countHint.${value}`),
        }))}
      />
    ),
    unit: <PropertyWord {...field("unit")} event={event} />,
    hold: (
      <PropertyPicker name={t("holdName")} add={t("holdAdd")} {...field("hold")} event={event} />
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
