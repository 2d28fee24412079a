import { Trans, useTranslation } from "react-i18next"
import { type FunnelAsk, isInOrder, ORDERS, withOrder } from "@/features/funnel/ask"
import { sayWithin } from "@/features/funnel/ladder"
import { WithinWord } from "@/features/funnel/WithinWord"
import type { BuilderProps, Words } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { Clause, fieldsOf, isWrong } from "@/ui/ask/Sentence"

const GAPS = ["10m", "30m", "1h", "6h", "1d", "7d", "30d"]

/** "within 7 days, in this order, each step in any time". */
export function WindowClause(props: BuilderProps<FunnelAsk>) {
  const { ask, onChange, refusal } = props
  const field = fieldsOf(props)
  const { t: words } = useTranslation("funnel")
  const t = words as unknown as Words
  const gap = ask.stepWithin.join(",")
  const known = GAPS.includes(gap) || gap === "" ? GAPS : [gap, ...GAPS]
  const components = {
    within: <WithinWord {...field("within")} />,
    order: (
      <Choose
        name={t("orderName")}
        {...field("order")}
        options={ORDERS.map((value) => ({
          value,
          label: t(`order.${value}`),
          hint: t(`orderHint.${value}`),
        }))}
        onChange={(order) => onChange(withOrder(ask, order))}
      />
    ),
    gap: (
      <Choose
        name={t("gapName")}
        value={gap}
        wrong={isWrong(refusal, ["step_within"])}
        options={["", ...known].map((value) => ({ value, label: sayGap(value, t) }))}
        onChange={(value) => onChange({ ...ask, stepWithin: value ? value.split(",") : [] })}
      />
    ),
  }
  const key = isInOrder(ask) ? "withinGapClause" : "withinClause"
  return (
    <Clause refusal={refusal} fields={["within", "order", "step_within"]}>
      <Trans t={words} i18nKey={key} components={components} />
    </Clause>
  )
}

function sayGap(value: string, t: Words): string {
  if (value === "") return t("gapAny")
  const said = value.split(",").map((one) => (one === "any" ? t("gapNone") : sayWithin(one, t)))
  return said.length > 1 ? said.join(" · ") : t("gapEach", { time: said[0] })
}
