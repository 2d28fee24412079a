import { PlusOutlined } from "@ant-design/icons"
import { Button, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { type Metric, useMetrics, useValue } from "@/features/growth/api"
import { Moved } from "@/features/growth/Moved"
import { marked, withUnit } from "@/features/growth/values"
import { exact } from "@/lib/format"
import { useAt, useGo, useMay } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import { Sparkline } from "@/ui/Sparkline"
import "@/features/growth/growth.css"

/** The registered metrics: what each says of the last 30 days, and whether a point is odd. */
export function MetricList() {
  const { t } = useTranslation("growth")
  const go = useGo()
  const may = useMay()
  const metrics = useMetrics()
  const fresh = may.change && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => go("/insights/trend")}>
      {t("newMetric")}
    </Button>
  )
  const none = metrics.data?.length === 0
  return (
    <Page title={t("metrics")} lead={t("metricsLead")} extra={none ? undefined : fresh}>
      {metrics.isError && <Problem error={metrics.error} onRetry={() => void metrics.refetch()} />}
      <section className="br-card br-metrics" aria-label={t("metrics")}>
        {metrics.isPending && <Skeleton active title={false} paragraph={{ rows: 5 }} />}
        {none && <Empty title={t("noMetrics")} hint={t("noMetricsHint")} action={fresh} />}
        {metrics.data && !none && (
          <ul>
            {metrics.data.map((one) => (
              <MetricRow key={one.id} metric={one} />
            ))}
          </ul>
        )}
      </section>
    </Page>
  )
}

function MetricRow({ metric }: { metric: Metric }) {
  const { t } = useTranslation("growth")
  const at = useAt()
  const value = useValue(metric.id)
  const { definition, owner } = metric
  return (
    <li>
      <Link to={at(`/insights/metrics/${metric.key}`)} className="br-metric-row">
        <span className="br-metric-name">
          <strong>{metric.name}</strong>
          <small>{metric.description || metric.key}</small>
        </span>
        {value.isError && <span className="br-quiet">{t("notNow")}</span>}
        {value.isPending && <Skeleton active title={false} paragraph={{ rows: 1 }} />}
        {value.data && (
          <>
            <span className="br-metric-value" title={exact(value.data.total)}>
              {withUnit(definition, value.data.total)}
              <small>
                <Moved
                  now={value.data.total}
                  before={value.data.before}
                  direction={definition.direction}
                />
              </small>
            </span>
            <span className="br-metric-spark">
              <Sparkline
                points={value.data.points.map((point) => point.value)}
                open
                height={32}
                label={t("last30", { name: metric.name })}
              />
            </span>
            <Marks odd={marked(value.data).odd.length} wrong={marked(value.data).wrong.length} />
          </>
        )}
        <small className="br-metric-owner">{owner ? owner.name || owner.email : t("nobody")}</small>
      </Link>
    </li>
  )
}

/** How many points are out of the ordinary, and how many fail a check; nothing where none does. */
export function Marks({ odd, wrong }: { odd: number; wrong: number }) {
  const { t } = useTranslation("growth")
  return (
    <span className="br-marks">
      {odd > 0 && <span className="br-mark-odd">{t("oddCount", { count: odd })}</span>}
      {wrong > 0 && <span className="br-mark-wrong">{t("wrongCount", { count: wrong })}</span>}
    </span>
  )
}
