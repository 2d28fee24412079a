import { Button, Skeleton } from "antd"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { useWriteKeys, WriteKey } from "@/features/sources/api"
import { ago, day, exact, number } from "@/lib/format"
import { useProject } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"

/** The write keys with what came by each; choosing one shows how to send with it. */
export function KeyList({
  keys,
  action,
  onOpen,
}: {
  keys: ReturnType<typeof useWriteKeys>
  action: ReactNode
  onOpen: (source: number) => void
}) {
  const { t } = useTranslation("sources")
  if (keys.isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} />
  if (keys.isError) return <Problem error={keys.error} onRetry={() => void keys.refetch()} />
  if (keys.data.length === 0) {
    return <Empty title={t("noKeys")} hint={t("noKeysHint")} action={action} />
  }
  return (
    <ul className="br-keys">
      {keys.data.map((made) => (
        <KeyRow key={made.source} made={made} onOpen={onOpen} />
      ))}
    </ul>
  )
}

function KeyRow({ made, onOpen }: { made: WriteKey; onOpen: (source: number) => void }) {
  const { t } = useTranslation("sources")
  const { zone } = useProject()
  const refused = Object.values(made.rejects_24h ?? {}).reduce((sum, one) => sum + one, 0)
  const ended = Boolean(made.revoked)
  return (
    <li className={ended ? "br-key-over" : undefined}>
      <div className="br-key-name">
        <button type="button" onClick={() => onOpen(made.source)}>
          {made.name || t("unnamedKey")}
        </button>
        <code>{`${made.shown.slice(0, 10)}…${made.shown.slice(-4)}`}</code>
      </div>
      <dl>
        <div>
          <dt>{t("last24h")}</dt>
          <dd title={exact(made.events_24h)}>{number(made.events_24h)}</dd>
        </div>
        <div>
          <dt>{t("refused24h")}</dt>
          <dd className={refused > 0 ? "br-down" : undefined}>{number(refused)}</dd>
        </div>
        <div>
          <dt>{made.revoked ? t("endedOn") : t("lastEvent")}</dt>
          <dd>
            {made.revoked
              ? day(made.revoked, zone)
              : made.last_event
                ? ago(made.last_event)
                : t("never")}
          </dd>
        </div>
      </dl>
      <Button className="br-wide" tabIndex={-1} aria-hidden onClick={() => onOpen(made.source)}>
        {t("connect")}
      </Button>
    </li>
  )
}
