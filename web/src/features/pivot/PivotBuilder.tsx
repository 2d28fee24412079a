import { PlusOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import type { BuilderProps, Words } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { FigureClause } from "@/ui/ask/FigureClause"
import { clausesOf, Sentence } from "@/ui/ask/Sentence"
import { figureAt, MOST_FIGURES, type PivotState, sayFigureAt, without } from "./ask"
import { pivotWords } from "./pivotWords"

/** The question as a sentence: the figures, what rows and columns are made of, and their order. */
export function PivotBuilder(props: BuilderProps<PivotState>) {
  const { t } = useTranslation("pivot")
  const { ask, onChange, refusal } = props
  const say = t as unknown as Words
  const set = (change: Partial<PivotState>) => onChange({ ...ask, ...change })
  const many = ask.events.length
  const event = new Set(ask.events).size === 1 ? onlyEvent(ask.events[0] ?? "") : undefined
  const clause = clausesOf(t, refusal, pivotWords(props, event, say))
  return (
    <Sentence name={t("builder")}>
      {ask.events.map((one, at) => (
        <FigureClause
          key={at}
          removeName={t("removeFigure", { figure: sayFigureAt(ask, at, say) })}
          alone={many === 1}
          event={one}
          metric={ask.metrics[at] ?? "uniques"}
          refusal={refusal}
          wrong={figureAt(refusal?.field, at, many)}
          onChange={(next, metric) =>
            set({ events: ask.events.with(at, next), metrics: ask.metrics.with(at, metric) })
          }
          onRemove={() => onChange(without(ask, at))}
        />
      ))}
      {many < MOST_FIGURES && (
        <div>
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            onClick={() => onChange(another(ask))}
          >
            {t("addFigure")}
          </Button>
        </div>
      )}
      {clause("by", ["by", "top"])}
      {clause(ask.across ? "acrossTop" : "across", ["across", "columns"])}
      {clause(many > 1 && ask.order !== "name" ? "orderOf" : "order", ["order", "sort"])}
    </Sentence>
  )
}

/** With one more figure of the last event: how often where it counts people, else how many people. */
function another(ask: PivotState): PivotState {
  const metric = ask.metrics.includes("uniques") ? "total" : "uniques"
  return {
    ...ask,
    events: [...ask.events, ask.events.at(-1) ?? "any"],
    metrics: [...ask.metrics, metric],
  }
}
