import { useQuery } from "@tanstack/react-query"
import { Drawer, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { fetchSql } from "@/features/board/api"
import { useParts } from "@/features/board/parts"
import type { Shown } from "@/features/board/useTile"
import type { Words } from "@/lib/ask"
import { duration, exact } from "@/lib/format"
import { sayWhere } from "@/lib/sayings"
import { useProject } from "@/lib/session"
import { Copyable } from "@/ui/Copyable"
import { Problem } from "@/ui/Problem"

/** What a number is, what it was read from, how long that took, and the SQL that says the same. */
export function Explain({
  title,
  shown,
  onClose,
}: {
  title: string
  shown: Shown
  onClose: () => void
}) {
  const { t } = useTranslation("board")
  const { Quiet } = useParts()
  const { name } = useProject()
  const { how, ask, answer, kind } = shown
  const { meta } = answer
  const sql = useQuery({
    queryKey: ["sql", name, kind, JSON.stringify(ask)],
    queryFn: ({ signal }) => fetchSql(kind, ask, signal),
    enabled: kind !== "sql",
  })
  const words = t as Words
  const age = (meta as { cached_s?: number | null }).cached_s ?? null
  const facts: [string, string][] = [
    [t("asks"), how.title(how.load(ask), words)],
    [t("filtered"), meta.filters.map((one) => sayWhere(one, words)).join(" · ") || t("noFilter")],
    [t("zone"), meta.zone],
    [t("machines"), t(meta.bots === "included" ? "machinesIn" : "machinesOut")],
    [t("identity"), t(meta.identity === "resolved" ? "resolved" : "asOfEvent")],
    [t("rows"), exact(meta.rows_scanned)],
    [t("seconds"), duration(meta.seconds)],
    [t("age"), age === null ? t("justNow") : t("computed", { ago: duration(age) })],
  ]
  return (
    <Drawer open onClose={onClose} title={t("explainOf", { title })} size={640}>
      <p>{how.sentence(answer, how.load(ask), words)}</p>
      <dl className="br-explain">
        {facts.map(([what, said]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{said}</dd>
          </div>
        ))}
      </dl>
      <Quiet meta={meta} />
      <h3>{t("sql")}</h3>
      {typeof ask.sql === "string" && <Copyable text={ask.sql} label={t("sql")} />}
      {kind !== "sql" && <p className="br-quiet">{t("sqlLead")}</p>}
      {sql.isLoading && <Skeleton active />}
      {sql.isError && <Problem error={sql.error} onRetry={() => void sql.refetch()} />}
      {sql.data !== undefined && <Copyable text={sql.data} label={t("sql")} />}
    </Drawer>
  )
}
