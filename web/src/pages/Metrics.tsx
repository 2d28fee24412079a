import { useTranslation } from "react-i18next"
import { useLocation, useParams, useSearchParams } from "react-router"
import { type Metric, useMetric } from "@/features/growth/api"
import { meantOf } from "@/features/growth/builder"
import { MetricForm } from "@/features/growth/MetricForm"
import { MetricList } from "@/features/growth/MetricList"
import { MetricView } from "@/features/growth/MetricView"
import { trend } from "@/features/trend"
import { type Body, bodyOf, loadCommon, readCommon, type Words } from "@/lib/ask"
import { LATEST } from "@/lib/range"
import { sayWhere } from "@/lib/sayings"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"

export function Metrics() {
  return <MetricList />
}

/** One metric; its definition is said as the trend that it is made of. */
export function OneMetric() {
  const { metric = "" } = useParams()
  const say = useSaying()
  return <MetricView key={metric} metric={metric} words={(one) => say(askOf(one))} />
}

/** Register the trend of the address as a metric. */
export function NewMetric() {
  const [search] = useSearchParams()
  const say = useSaying()
  const ask = meantOf(bodyOf(trend, trend.read(search), readCommon(search), LATEST))
  const name = search.get("name")
  return <MetricForm ask={ask} words={name || say(ask)} />
}

export function EditMetric() {
  const { metric = "" } = useParams()
  const { key } = useLocation()
  const say = useSaying()
  const found = useMetric(metric)
  if (found.isError) return <Problem error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <Waiting />
  const ask = askOf(found.data)
  return <MetricForm key={key} ask={ask} words={say(ask)} metric={found.data} />
}

/** What of a stored definition means something; the rest is as a trend has it anyway. */
function askOf({ definition }: Metric): Body {
  const told = Object.entries(definition.ask as unknown as Body)
  return meantOf(
    Object.fromEntries(
      told.filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
    ),
  )
}

/** A definition in words: what it counts, and where. */
function useSaying(): (ask: Body) => string {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  return (ask) => {
    const said = trend.title(trend.load({ ...ask, every: "day" }), t)
    const { where } = loadCommon(ask)
    const plain = said.replace(t("growth:everyDay"), "")
    return where ? t("growth:whereSaid", { said: plain, where: sayWhere(where, t) }) : plain
  }
}
