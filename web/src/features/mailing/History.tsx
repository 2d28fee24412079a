import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { useHistory } from "@/features/mailing/api"
import { moment } from "@/lib/format"
import { useProject } from "@/lib/session"
import { useWorded } from "@/lib/worded"
import { Problem } from "@/ui/Problem"

/** Each time that a report was sent: to whom, as what, and what failed and why. */
export function History({ report }: { report: string }) {
  const { t } = useTranslation("mailing")
  const worded = useWorded()
  const { zone } = useProject()
  const found = useHistory(report)
  if (found.isError) return <Problem error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  if (found.data.length === 0) return <p className="br-quiet">{t("never")}</p>
  return (
    <ol className="br-mailing-history" aria-label={t("history")}>
      {found.data.map((one) => (
        <li key={`${one.due}${one.began}`}>
          {[
            moment(one.due, zone),
            one.trial && t("trial"),
            one.ended || one.sent.length > 0
              ? t("sentTo", { count: one.sent.length })
              : t("onItsWay"),
            one.carried === "tables" && t("asTables"),
            one.error && worded(one.error),
          ]
            .filter(Boolean)
            .join(" · ")}
          {Object.entries(one.failed).map(([email, why]) => (
            <div key={email} className="br-mailing-failed">
              {email}: {worded(why)}
            </div>
          ))}
          {one.again && !one.ended && Object.keys(one.failed).length > 0 && (
            <div>{t("again", { at: moment(one.again, zone) })}</div>
          )}
        </li>
      ))}
    </ol>
  )
}
