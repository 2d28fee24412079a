import { Skeleton } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { AnnotatedChart } from "@/charts/annotated/AnnotatedChart"
import { type Metric, useMetric, useValue } from "@/features/growth/api"
import { ChangeView } from "@/features/growth/ChangeView"
import { Facts } from "@/features/growth/Facts"
import { MetricActions } from "@/features/growth/MetricActions"
import { Marks } from "@/features/growth/MetricList"
import { Moved } from "@/features/growth/Moved"
import { metricOption } from "@/features/growth/metricChart"
import { OddList } from "@/features/growth/OddList"
import { holidaysOf, withHolidays } from "@/features/growth/odd"
import { marked, withUnit, writerOf } from "@/features/growth/values"
import { AnnotatedPlace } from "@/lib/annotations"
import { useMode } from "@/lib/appearance"
import type { Words } from "@/lib/ask"
import { ago, day, exact, share, shortDay } from "@/lib/format"
import { useRange } from "@/lib/range"
import { useHolidayName } from "@/lib/worded"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"
import "@/features/growth/growth.css"

/** One metric: how it goes, what is odd, what fails, and why it changed. */
export function MetricView({ metric, words }: { metric: string; words: (one: Metric) => string }) {
  const found = useMetric(metric)
  if (found.isError) {
    return <Problem error={found.error} onRetry={() => void found.refetch()} />
  }
  if (found.isPending) return <Waiting />
  return <Shown metric={found.data} definition={words(found.data)} />
}

function Shown({ metric, definition }: { metric: Metric; definition: string }) {
  const { t } = useTranslation("growth")
  const [range] = useRange()
  const value = useValue(metric.id, range)
  const named = useHolidayName()
  const answer = useMemo(() => value.data && withHolidays(value.data, named), [value.data, named])
  return (
    <AnnotatedPlace value="written">
      <Page
        title={metric.name}
        lead={metric.description || definition}
        extra={<MetricActions metric={metric} />}
      >
        <section className="br-card" aria-label={t("value")} aria-busy={value.isFetching}>
          {value.isError && <Problem error={value.error} onRetry={() => void value.refetch()} />}
          {value.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
          {answer && <Value metric={metric} answer={answer} />}
        </section>
        {answer && <OddList metric={metric} answer={answer} />}
        <ChangeView metric={metric} range={range} ready={value.isSuccess} />
        <Facts metric={metric} definition={definition} />
      </Page>
    </AnnotatedPlace>
  )
}

type Answer = NonNullable<ReturnType<typeof useValue>["data"]>

function Value({ metric, answer }: { metric: Metric; answer: Answer }) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const mode = useMode()
  const { definition, name } = metric
  const { odd, wrong } = marked(answer)
  const { meta } = answer
  const off = holidaysOf(answer)
  const last = new Date(new Date(meta.period.to).getTime() - 1)
  const said = withUnit(definition, answer.total)
  const starts = useMemo(() => answer.points.map(({ start }) => start), [answer])
  return (
    <>
      <p className="br-metric-head">
        <span className="br-figure" title={exact(answer.total)}>
          {said}
        </span>
        <Moved now={answer.total} before={answer.before} direction={definition.direction} />
        <span className="br-quiet">
          {t("growth:than", { before: withUnit(definition, answer.before) })}
        </span>
        <Marks odd={odd.length} wrong={wrong.length} />
      </p>
      <AnnotatedChart
        starts={starts}
        end={meta.period.to}
        zone={meta.zone}
        option={metricOption(answer, writerOf(definition), name, mode, t)}
        summary={t("growth:summary", { name, value: said, odd: odd.length, wrong: wrong.length })}
        height={300}
      />
      <p className="br-quiet-line">
        <span>
          {day(meta.period.from, meta.zone)} – {day(last, meta.zone)}
        </span>
        <span>{meta.zone}</span>
        {meta.bot_share !== null && (
          <span>{t("growth:machines", { share: share(meta.bot_share) })}</span>
        )}
        {meta.freshness && <span>{t("growth:newest", { ago: ago(meta.freshness) })}</span>}
        {off.length > 0 && (
          <span>
            {t("growth:holidays", {
              days: off
                .map((one) => `${shortDay(one.start, meta.zone)} ${one.name}`)
                .join(t("ask:comma")),
            })}
          </span>
        )}
        <span>{t("growth:legend")}</span>
      </p>
    </>
  )
}
