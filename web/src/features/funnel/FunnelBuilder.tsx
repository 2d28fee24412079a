import { PlusOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { Trans, useTranslation } from "react-i18next"
import { type FunnelAsk, MOST_STEPS, ORDERS } from "@/features/funnel/ask"
import { ExclusionClauses } from "@/features/funnel/ExclusionClauses"
import { StepList } from "@/features/funnel/StepList"
import { Suggestion } from "@/features/funnel/Suggestion"
import { WithinWord } from "@/features/funnel/WithinWord"
import type { BuilderProps } from "@/lib/ask"
import { nearest, placesOf } from "@/lib/place"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"

/** "People who did Product Viewed, then Order Completed, within 7 days". */
export function FunnelBuilder({ ask, onChange, refusal }: BuilderProps<FunnelAsk>) {
  const { t } = useTranslation("funnel")
  const set = (part: Partial<FunnelAsk>) => onChange({ ...ask, ...part })
  const wrong = (...fields: string[]) => isWrong(refusal, fields)
  const step = nearest(refusal?.field, placesOf("steps", ask.steps.length))
  return (
    <Sentence name={t("builder")}>
      <Clause refusal={step === null || step === "steps" ? refusal : null} fields={["steps"]}>
        {t("lead")}
        <StepList
          steps={ask.steps}
          unordered={ask.order === "unordered"}
          wrong={step}
          refusal={refusal}
          onChange={(steps) => set({ steps })}
        />
        {ask.steps.length < MOST_STEPS && (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            onClick={() => set({ steps: [...ask.steps, ""] })}
          >
            {t("addStep")}
          </Button>
        )}
        <Suggestion ask={ask} onTake={(steps) => set({ steps })} />
      </Clause>
      <Clause refusal={refusal} fields={["within", "order"]}>
        <Trans
          t={t}
          i18nKey="withinClause"
          components={{
            within: (
              <WithinWord
                value={ask.within}
                wrong={wrong("within")}
                onChange={(within) => set({ within })}
              />
            ),
            order: (
              <Choose
                name={t("orderName")}
                value={ask.order}
                wrong={wrong("order")}
                options={ORDERS.map((value) => ({
                  value,
                  label: t(`order.${value}`),
                  hint: t(`orderHint.${value}`),
                }))}
                onChange={(order) =>
                  set({ order, ...(order === "unordered" ? { exclude: [] } : {}) })
                }
              />
            ),
          }}
        />
      </Clause>
      {ask.order !== "unordered" && (
        <ExclusionClauses ask={ask} refusal={refusal} onChange={(exclude) => set({ exclude })} />
      )}
      <Clause refusal={refusal} fields={["by", "top"]}>
        <Trans
          t={t}
          i18nKey="byClause"
          components={{
            by: (
              <PropertyPicker
                value={ask.by}
                event={onlyEvent(ask.steps[0] ?? "")}
                wrong={wrong("by")}
                onChange={(by) => set({ by })}
              />
            ),
          }}
        />
      </Clause>
    </Sentence>
  )
}
