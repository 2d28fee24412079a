import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { AnnotatedChart } from "@/charts/annotated/AnnotatedChart"
import { Chart } from "@/charts/Chart"
import type { FunnelAsk } from "@/features/funnel/ask"
import type { FunnelAnswer } from "@/features/funnel/beside"
import { barsOption, curveOption, entriesOption } from "@/features/funnel/charts"
import { DriversView } from "@/features/funnel/DriversView"
import { sentence } from "@/features/funnel/ladder"
import { TimesTable } from "@/features/funnel/TimesTable"
import { useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { Part, Parts } from "@/ui/Part"

/** What is shown in place of the steps: how long it took, over time, or what goes with it. */
export function BesideView(props: AnswerProps<FunnelAsk, FunnelAnswer>) {
  if (props.answer.time) return <TimesView {...props} />
  if (props.answer.trend) return <EntriesView {...props} />
  return <DriversView drivers={props.answer.drivers ?? []} />
}

function TimesView({ ask, answer }: AnswerProps<FunnelAsk, FunnelAnswer>) {
  const { t, i18n } = useTranslation("funnel")
  const say = t as unknown as Words
  const height = useNarrow() ? 240 : 300
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const bars = useMemo(() => barsOption(answer, say), [answer, i18n.language])
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const curve = useMemo(() => curveOption(answer, say), [answer, i18n.language])
  const test = answer.time?.log_rank
  const known = test ? t(test.p < 0.05 ? "pacesDiffer" : "pacesAlike", { p: sayP(test.p) }) : ""
  return (
    <Parts>
      <Part title={t("barsTitle")}>
        <Chart option={bars} summary={sentence(answer, ask, say)} height={height} />
      </Part>
      <Part title={t("curveTitle")} note={known || t("curveKey")}>
        <Chart option={curve} summary={t("curveKey")} height={height} />
      </Part>
      <Part title={t("figures")}>
        <TimesTable ask={ask} answer={answer} />
      </Part>
    </Parts>
  )
}

function EntriesView({ ask, answer, onPeople }: AnswerProps<FunnelAsk, FunnelAnswer>) {
  const { t, i18n } = useTranslation("funnel")
  const say = t as unknown as Words
  const height = useNarrow() ? 260 : 340
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const option = useMemo(() => entriesOption(answer, ask, say), [answer, ask, i18n.language])
  const starts = useMemo(
    () => (answer.trend?.[0]?.points ?? []).map(({ start }) => start),
    [answer],
  )
  return (
    <Part title={t("entriesTitle")} note={t("entriesKey")}>
      <AnnotatedChart
        starts={starts}
        end={answer.meta.period.to}
        zone={answer.meta.zone}
        option={option}
        summary={sentence(answer, ask, say)}
        height={height}
        onPick={({ dataIndex, seriesIndex = 0 }) => {
          const group = ask.by.length > 0 ? { group: seriesIndex } : {}
          onPeople({
            title: t("converted"),
            cell: { step: ask.steps.length - 1, bucket: dataIndex, ...group },
          })
        }}
      />
    </Part>
  )
}

function sayP(p: number): string {
  return p < 0.001 ? "< 0.001" : `= ${p.toPrecision(2)}`
}
