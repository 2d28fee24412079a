import { DeleteOutlined } from "@ant-design/icons"
import { Button, Popconfirm, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { type Upload, useRemove, type useUploads } from "@/features/imports/api"
import { StateWord } from "@/features/imports/StateWord"
import { bytes, exact, moment } from "@/lib/format"
import { useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** The files that were uploaded before, and what became of them. */
export function Earlier({
  uploads,
  onOpen,
}: {
  uploads: ReturnType<typeof useUploads>
  onOpen: (id: string) => void
}) {
  const { t } = useTranslation("imports")
  const { zone } = useProject()
  if (uploads.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  if (uploads.isError) {
    return <Problem error={uploads.error} onRetry={() => void uploads.refetch()} />
  }
  if (uploads.data.data.length === 0) return <p className="br-quiet">{t("noneBefore")}</p>
  return (
    <section className="br-card" aria-label={t("earlier")}>
      <h2>{t("earlier")}</h2>
      <ul className="br-imports">
        {uploads.data.data.map((one) => (
          <Row key={one.id} one={one} onOpen={onOpen} />
        ))}
      </ul>
      <p className="br-quiet-line">
        <span>{zone}</span>
        <span>{t("keptWeek")}</span>
      </p>
    </section>
  )
}

function Row({ one, onOpen }: { one: Upload; onOpen: (id: string) => void }) {
  const { t } = useTranslation("imports")
  const { zone } = useProject()
  const remove = useRemove()
  const rows = { read: exact(one.rows_read), stored: exact(one.stored) }
  return (
    <li>
      <div className="br-import-name">
        <button type="button" onClick={() => onOpen(one.id)}>
          {one.name}
        </button>
        <small className="br-quiet">
          {bytes(one.bytes)} · {moment(one.created, zone)}
        </small>
      </div>
      <span className="br-import-rows br-quiet">{one.began && t("rowsOf", rows)}</span>
      <StateWord state={one.state} />
      {one.kept ? (
        <Popconfirm
          title={t("removeTitle")}
          description={t("removeHint")}
          okText={t("remove")}
          onConfirm={() => remove.mutateAsync(one.id).catch(() => undefined)}
        >
          <Button
            className="br-above"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t("removeOne", { name: one.name })}
          />
        </Popconfirm>
      ) : (
        <span />
      )}
    </li>
  )
}
