import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { type Alert, useFindings } from "@/features/alerts/api"
import { day, exact, moment } from "@/lib/format"
import { useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** When an alert began to fire and was well again, and whether somebody was told. */
export function Findings({ alert }: { alert: Alert }) {
  const { t } = useTranslation("alerts")
  const { zone } = useProject()
  const found = useFindings(alert.id)
  if (found.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  if (found.isError) return <Problem error={found.error} onRetry={() => void found.refetch()} />
  if (found.data.length === 0) return <p className="br-quiet br-alert-found">{t("nothing")}</p>
  return (
    <ol className="br-alert-found">
      {found.data.map((one) => (
        <li key={`${one.start}${one.created}`}>
          <span className={one.fires ? "br-alert-bad" : "br-alert-good"}>
            {t(one.fires ? "fired" : "wellAgain")}
          </span>{" "}
          {(alert.every === "hour" ? moment : day)(one.start, zone)}: {exact(one.value)}
          {one.fires && one.low !== null && ` · ${t("atLeast", { value: exact(one.low) })}`}
          {one.fires && one.high !== null && ` · ${t("atMost", { value: exact(one.high) })}`}
          {one.explained && ` · ${one.explained}`}
          {one.untold && <span className="br-quiet"> · {t("untold", { why: one.untold })}</span>}
        </li>
      ))}
    </ol>
  )
}
