import { Progress, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { useHealth } from "@/features/settings/api"
import { Findings } from "@/features/settings/Findings"
import type { Schemas } from "@/lib/api"
import { bytes, number, share } from "@/lib/format"
import { useMay } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** How the server is: disk, spool, memory, stores, and what the doctor finds. */
export function HealthTab() {
  const { manage } = useMay()
  const health = useHealth()
  if (health.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  return (
    <>
      {health.isError && <Problem error={health.error} onRetry={() => void health.refetch()} />}
      {health.data && <Figures health={health.data} />}
      {manage && <Findings />}
    </>
  )
}

function Figures({ health }: { health: Schemas["Health"] }) {
  const { t } = useTranslation("settings")
  const { disk, spool, memory } = health
  const used = disk.total > 0 ? 1 - disk.free / disk.total : 0
  return (
    <section className="br-health-grid" aria-label={t("health")}>
      <Figure title={t("disk")} value={t("free", { size: bytes(disk.free) })}>
        <Progress
          percent={Math.round(used * 100)}
          showInfo={false}
          status={health.status === "full" ? "exception" : "normal"}
          aria-label={t("diskUsed", { share: share(used) })}
        />
        {health.status === "full"
          ? t("diskFull")
          : t("diskHint", { share: share(used), floor: bytes(disk.watermark) })}
      </Figure>
      <Figure
        title={t("spool")}
        value={t("waiting", { count: spool.lag_records, n: number(spool.lag_records) })}
      >
        {spool.lag_records > 0 ? t("spoolLag", { size: bytes(spool.lag_bytes) }) : t("spoolEmpty")}
      </Figure>
      <Figure title={t("memory")} value={bytes(memory.resident)}>
        {memory.anonymous !== null && t("ownMemory", { size: bytes(memory.anonymous) })}
      </Figure>
      <Figure
        title={t("stores")}
        value={t(health.lake === "embedded" ? "lakeEmbedded" : "lakeServer")}
      >
        {t("ledger", { dialect: health.ledger })} · {t("version", { version: health.version })}
      </Figure>
    </section>
  )
}

function Figure({
  title,
  value,
  children,
}: {
  title: string
  value: string
  children: React.ReactNode
}) {
  return (
    <div className="br-card br-health-figure">
      <h2>{title}</h2>
      <strong>{value}</strong>
      <div className="br-quiet">{children}</div>
    </div>
  )
}
