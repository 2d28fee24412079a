import { Button, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { useChanges } from "@/features/settings/api"
import { actorOf, type Change, detailsOf, targetOf, wordsOf } from "@/features/settings/changes"
import { moment } from "@/lib/format"
import { useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** Who changed what, newest first. */
export function AuditTab() {
  const { t } = useTranslation("settings")
  const { zone } = useProject()
  const changes = useChanges()
  if (changes.isPending) return <Skeleton active paragraph={{ rows: 8 }} />
  const found = changes.data?.pages.flatMap((page) => page.data) ?? []
  return (
    <section className="br-card" aria-labelledby="set-audit">
      <h2 id="set-audit">{t("audit")}</h2>
      {changes.isError && <Problem error={changes.error} onRetry={() => void changes.refetch()} />}
      <ol className="br-rows br-audit">
        {found.map((change) => (
          <Row key={change.id} change={change} zone={zone} />
        ))}
      </ol>
      {changes.hasNextPage && (
        <Button loading={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          {t("older")}
        </Button>
      )}
      <p className="br-quiet-line">{t("timesIn", { zone })}</p>
    </section>
  )
}

function Row({ change, zone }: { change: Change; zone: string }) {
  const { t } = useTranslation("settings")
  const details = detailsOf(change, (key, otherwise) => t(key, otherwise))
  return (
    <li>
      <time className="br-quiet" dateTime={change.at}>
        {moment(change.at, zone)}
      </time>
      <span>{actorOf(change.actor)}</span>
      <span>
        {t(wordsOf(change.action), change.action)} <strong>{targetOf(change)}</strong>
      </span>
      <span className="br-quiet">
        {details.map(([name, value]) => t("is", { name, value })).join(" · ")}
      </span>
    </li>
  )
}
