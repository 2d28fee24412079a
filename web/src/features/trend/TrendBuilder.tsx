import { PlusOutlined } from "@ant-design/icons"
import { Button, Input } from "antd"
import { useEffect, useState } from "react"
import { Trans, useTranslation } from "react-i18next"
import {
  estimates,
  GRAINS,
  letter,
  MOST_SERIES,
  seriesAt,
  type TrendAsk,
} from "@/features/trend/ask"
import { ReachClause } from "@/features/trend/ReachClause"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { FigureClause } from "@/ui/ask/FigureClause"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, fieldsOf, Sentence } from "@/ui/ask/Sentence"

const TOPS = [3, 5, 10, 20, 50, 100]

/** "Show people who did Product Viewed, every day, by channel". */
export function TrendBuilder(props: BuilderProps<TrendAsk>) {
  const { t } = useTranslation("trend")
  const { ask, onChange, refusal } = props
  const field = fieldsOf(props)
  const set = (part: Partial<TrendAsk>) => onChange({ ...ask, ...part })
  const series = (events: string[], metrics: string[]) => set({ events, metrics })
  const without = (list: string[], at: number) => list.filter((_, i) => i !== at)
  const event = ask.events.length === 1 ? onlyEvent(ask.events[0] ?? "") : undefined
  return (
    <Sentence name={t("builder")}>
      {ask.events.map((one, i) => (
        <FigureClause
          key={i}
          lead={<span className="br-series-letter">{letter(i)}</span>}
          removeName={t("removeSeries", { letter: letter(i) })}
          alone={ask.events.length === 1}
          event={one}
          metric={ask.metrics[i] ?? "uniques"}
          refusal={refusal}
          wrong={seriesAt(refusal?.field, i, ask.events.length)}
          onChange={(next, metric) => series(ask.events.with(i, next), ask.metrics.with(i, metric))}
          onRemove={() => {
            onChange({
              ...ask,
              events: without(ask.events, i),
              metrics: without(ask.metrics, i),
              formula: "",
            })
          }}
        />
      ))}
      {ask.events.length < MOST_SERIES && (
        <div>
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            onClick={() =>
              series([...ask.events, "any"], [...ask.metrics, ask.metrics.at(-1) ?? "uniques"])
            }
          >
            {t("addSeries")}
          </Button>
        </div>
      )}
      {ask.events.length > 1 && (
        <Clause refusal={refusal} fields={["formula"]}>
          <Formula {...field("formula")} />
        </Clause>
      )}
      <Clause refusal={refusal} fields={["every"]}>
        <Trans
          t={t}
          i18nKey="everyClause"
          components={{
            every: (
              <Choose
                name={t("grainName")}
                {...field("every")}
                options={GRAINS.map((value) => ({ value, label: t(`grain.${value}`) }))}
              />
            ),
          }}
        />
      </Clause>
      <ReachClause {...props} />
      {estimates(ask) && ask.over === "" && (
        <Clause refusal={refusal} fields={["approximate"]}>
          <Trans
            t={t}
            i18nKey="countedClause"
            components={{
              counted: (
                <Choose
                  name={t("countedName")}
                  value={ask.approximate ? "estimated" : "exact"}
                  options={(["exact", "estimated"] as const).map((value) => ({
                    value,
                    label: t(`counted.${value}`),
                    ...(value === "estimated" ? { hint: t("estimatedHint") } : {}),
                  }))}
                  onChange={(value) => set({ approximate: value === "estimated" })}
                />
              ),
            }}
          />
        </Clause>
      )}
      <Clause refusal={refusal} fields={["by", "top"]}>
        <Trans
          t={t}
          i18nKey={ask.by.length > 0 ? "byTopClause" : "byClause"}
          components={{
            by: <PropertyPicker {...field("by")} event={event} />,
            top: (
              <ChooseCount
                name={t("topName")}
                {...field("top")}
                usual={TOPS}
                says={(count) => t("top", { count })}
              />
            ),
          }}
        />
      </Clause>
    </Sentence>
  )
}

function Formula({ value, onChange }: { value: string; onChange: (formula: string) => void }) {
  const { t } = useTranslation("trend")
  const [typed, setTyped] = useState(value)
  useEffect(() => setTyped(value), [value])
  const tell = () => typed.trim() !== value && onChange(typed.trim())
  return (
    <Input
      className="br-formula"
      prefix={<span className="br-quiet">{t("formula")} =</span>}
      aria-label={t("formula")}
      placeholder="B / A"
      allowClear
      value={typed}
      onChange={(event) => {
        setTyped(event.target.value)
        if (event.target.value === "") onChange("")
      }}
      onBlur={tell}
      onPressEnter={tell}
    />
  )
}
