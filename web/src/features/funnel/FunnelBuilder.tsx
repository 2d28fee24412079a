import { PlusOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { type FunnelAsk, isInOrder, MOST_STEPS, withSteps } from "@/features/funnel/ask"
import { CountClause } from "@/features/funnel/CountClause"
import { ExclusionClauses } from "@/features/funnel/ExclusionClauses"
import { ShowClause } from "@/features/funnel/ShowClause"
import { StepList } from "@/features/funnel/StepList"
import { Suggestion } from "@/features/funnel/Suggestion"
import { WindowClause } from "@/features/funnel/WindowClause"
import type { BuilderProps } from "@/lib/ask"
import { nearest, placesOf } from "@/lib/place"
import { Clause, Sentence } from "@/ui/ask/Sentence"

/** "People who did Product Viewed, then Order Completed, within 7 days". */
export function FunnelBuilder({ ask, onChange, refusal }: BuilderProps<FunnelAsk>) {
  const { t } = useTranslation("funnel")
  const set = (part: Partial<FunnelAsk>) => onChange({ ...ask, ...part })
  const step = nearest(refusal?.field, placesOf("steps", ask.steps.length))
  const skipped = ask.steps.map((_, i) => ask.optional.includes(i + 1))
  return (
    <Sentence name={t("builder")}>
      <Clause
        refusal={step === null || step === "steps" ? refusal : null}
        fields={["steps", "optional"]}
      >
        {t("lead")}
        <StepList
          steps={ask.steps}
          skipped={ask.order === "ordered" ? skipped : null}
          unordered={ask.order === "unordered"}
          wrong={step}
          refusal={refusal}
          onChange={(steps, may) => onChange(withSteps(ask, steps, may))}
        />
        {ask.steps.length < MOST_STEPS && (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            onClick={() => onChange(withSteps(ask, [...ask.steps, ""], [...skipped, false]))}
          >
            {t("addStep")}
          </Button>
        )}
        <Suggestion ask={ask} onTake={(steps) => set({ steps })} />
      </Clause>
      <WindowClause ask={ask} refusal={refusal} onChange={onChange} />
      {isInOrder(ask) && (
        <ExclusionClauses ask={ask} refusal={refusal} onChange={(exclude) => set({ exclude })} />
      )}
      <CountClause ask={ask} refusal={refusal} onChange={onChange} />
      <ShowClause ask={ask} refusal={refusal} onChange={onChange} />
    </Sentence>
  )
}
