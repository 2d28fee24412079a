import { Button, Popconfirm, Skeleton, Tag } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { useKeys, useRevokeKey } from "@/features/settings/api"
import { NewKey } from "@/features/settings/NewKey"
import type { Schemas } from "@/lib/api"
import { day } from "@/lib/format"
import { useAt, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** The keys with which programs ask; those with which they send stand among the sources. */
export function KeysTab() {
  const { t } = useTranslation("settings")
  const at = useAt()
  const keys = useKeys()
  const asking = keys.data?.filter((one) => one.kind !== "write") ?? []
  return (
    <>
      <section className="br-card" aria-labelledby="set-new-key">
        <h2 id="set-new-key">{t("newKey")}</h2>
        <p className="br-quiet">
          {t("keysHint")} <Link to={at("/data/sources")}>{t("toSources")}</Link>
        </p>
        <NewKey />
      </section>
      <section className="br-card" aria-labelledby="set-keys">
        <h2 id="set-keys">{t("keys")}</h2>
        {keys.isPending ? (
          <Skeleton active title={false} />
        ) : keys.isError ? (
          <Problem error={keys.error} onRetry={() => void keys.refetch()} />
        ) : asking.length === 0 ? (
          <p className="br-quiet">{t("noKeys")}</p>
        ) : (
          <ul className="br-rows">
            {asking.map((key) => (
              <KeyRow key={key.source} made={key} />
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

function KeyRow({ made }: { made: Schemas["Key"] }) {
  const { t } = useTranslation("settings")
  const { zone } = useProject()
  const revoke = useRevokeKey()
  const name = made.name || t("unnamed")
  return (
    <li className={made.revoked ? "br-row-over" : undefined}>
      <div className="br-row-who">
        <strong>{name}</strong>
        <span className="br-quiet">
          …{made.shown} · {t("madeOn", { day: day(made.created, zone) })}
          {made.revoked && ` · ${t("endedOn", { day: day(made.revoked, zone) })}`}
        </span>
      </div>
      <Tag>{t(`kind.${made.kind}`)}</Tag>
      {!made.revoked && (
        <Popconfirm
          title={t("revokeTitle", { name })}
          description={t("revokeHint")}
          okText={t("revoke")}
          cancelText={t("keepKey")}
          okButtonProps={{ danger: true }}
          onConfirm={() => revoke.mutate(made.source)}
        >
          <Button danger type="text" loading={revoke.isPending}>
            {t("revoke")}
          </Button>
        </Popconfirm>
      )}
      {revoke.isError && <Problem error={revoke.error} />}
    </li>
  )
}
