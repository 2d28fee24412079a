import type { ReactNode } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { Refusal } from "@/lib/api"
import { COUNTS, readFigure, TAKEN, writeFigure } from "@/lib/figure"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { EventPicker } from "@/ui/ask/EventPicker"
import { PropertyWord } from "@/ui/ask/PropertyPicker"
import { Remove } from "@/ui/ask/Remove"
import { Clause } from "@/ui/ask/Sentence"

/** One figure: which, of which property where it takes one, of which event. */
export function FigureClause({
  lead,
  removeName,
  alone,
  event,
  metric,
  refusal,
  wrong,
  onChange,
  onRemove,
}: {
  /** What marks it among several. */
  lead?: ReactNode
  /** What the button says that takes it away. */
  removeName: string
  alone: boolean
  event: string
  metric: string
  refusal: Refusal | null
  /** The place in the body that the refusal names, where it is of this figure. */
  wrong: string | null
  onChange: (event: string, metric: string) => void
  onRemove: () => void
}) {
  const { t } = useTranslation("trend")
  const figure = readFigure(metric)
  const taken = metric.includes("(")
  const known = (TAKEN as readonly string[]).includes(figure.of) ? [] : [figure.of]
  return (
    <Clause
      refusal={wrong === null ? null : refusal}
      fields={["events", "metric", "metrics"]}
      removable={!alone}
    >
      {!alone && lead}
      <Trans
        t={t}
        i18nKey={taken ? "seriesOf" : "series"}
        components={{
          figure: (
            <Choose
              name={t("figureName")}
              value={figure.of}
              wrong={wrong?.startsWith("metric")}
              options={[
                ...COUNTS.map((value) => ({
                  value: value as string,
                  label: t(`show.${value}`),
                  hint: t(`showHint.${value}`),
                })),
                ...[...TAKEN, ...(taken ? known : [])].map((value) => ({
                  value: value as string,
                  label: /^p\d/.test(value)
                    ? t("show.percentile", { level: value.slice(1) })
                    : t(`show.${value}`),
                })),
              ]}
              onChange={(of) => onChange(event, writeFigure({ of, property: figure.property }))}
            />
          ),
          property: (
            <PropertyWord
              numeric
              value={figure.property}
              event={onlyEvent(event)}
              onChange={(property) => onChange(event, writeFigure({ ...figure, property }))}
            />
          ),
          event: (
            <EventPicker
              value={event}
              wrong={wrong?.startsWith("events")}
              onChange={(next) => onChange(next, metric)}
            />
          ),
        }}
      />
      {!alone && <Remove name={removeName} onClick={onRemove} />}
    </Clause>
  )
}
