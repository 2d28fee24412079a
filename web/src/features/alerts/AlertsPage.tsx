import { Button, Skeleton } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { AlertRow } from "@/features/alerts/AlertRow"
import { useAlerts, useMetrics } from "@/features/alerts/api"
import { Channels } from "@/features/alerts/Channels"
import { NewAlert } from "@/features/alerts/NewAlert"
import { useAddress } from "@/lib/location"
import { useAt, useMay } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import "@/features/alerts/alerts.css"

/** Whom to tell when a metric goes wrong, and what was found. */
export function AlertsPage() {
  const { t } = useTranslation("alerts")
  const may = useMay()
  const [metric, setMetric] = useAddress("metric", "")
  const [making, setMaking] = useState(metric !== "")
  const close = () => {
    setMaking(false)
    setMetric("")
  }
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      extra={
        may.change && (
          <Button type="primary" onClick={() => setMaking(true)}>
            {t("newAlert")}
          </Button>
        )
      }
    >
      <section className="br-card" aria-label={t("title")}>
        <AlertList onNew={() => setMaking(true)} />
      </section>
      <Channels />
      {making && <NewAlert metric={metric} onClose={close} />}
    </Page>
  )
}

function AlertList({ onNew }: { onNew: () => void }) {
  const { t } = useTranslation("alerts")
  const alerts = useAlerts()
  const metrics = useMetrics()
  const may = useMay()
  const at = useAt()
  if (alerts.isPending) return <Skeleton active title={false} />
  if (alerts.isError) {
    return <Problem error={alerts.error} onRetry={() => void alerts.refetch()} />
  }
  if (alerts.data.length === 0) {
    const first = metrics.data?.length === 0
    return (
      <Empty
        title={t("none")}
        hint={t(first ? "noMetricHint" : "noneHint")}
        action={
          first ? (
            <Link to={at("/insights/metrics")}>{t("toMetrics")}</Link>
          ) : (
            may.change && <Button onClick={onNew}>{t("newAlert")}</Button>
          )
        }
      />
    )
  }
  return (
    <ul className="br-alerts">
      {alerts.data.map((one) => (
        <AlertRow key={one.id} alert={one} />
      ))}
    </ul>
  )
}
