import { useLocation, useParams, useSearchParams } from "react-router"
import { useMetric } from "@/features/growth/api"
import { meantOf } from "@/features/growth/builder"
import { MetricForm } from "@/features/growth/MetricForm"
import { MetricList } from "@/features/growth/MetricList"
import { MetricView } from "@/features/growth/MetricView"
import { trend } from "@/features/trend"
import { bodyOf, readCommon } from "@/lib/ask"
import { LATEST } from "@/lib/range"
import { askOf, useSaying } from "@/pages/saying"
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
