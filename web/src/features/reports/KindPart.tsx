import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import type { AnyKind, Body, KindName } from "@/lib/ask"
import { bounds, useRange } from "@/lib/range"
import { useAt, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import type { Opened } from "./ReportCard"

/** The whole answer to a question of any kind, as its own page shows it, with a link to there. */
export function KindPart({
  kind: name,
  load,
  title,
  said,
  onPeople,
}: {
  kind: KindName
  load: (name: KindName) => Promise<AnyKind>
  title: string
  /** The question's own part; common filters beside it. */
  said: Body
  onPeople: (opened: Opened) => void
}) {
  const { t } = useTranslation("reports")
  const at = useAt()
  const { name: project } = useProject()
  const [range] = useRange()
  const loaded = useQuery({
    queryKey: ["kind", name],
    queryFn: () => load(name),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  })
  const kind = loaded.data
  const ask = kind?.load(said)
  const body: Body = { ...(kind && ask ? kind.body(ask) : {}), ...bounds(range) }
  if (body.to === null) delete body.to
  if (said.where) body.where = said.where
  const found = useQuery({
    queryKey: ["ask", project, name, JSON.stringify(body)],
    queryFn: ({ signal }) => (kind as AnyKind).ask(body, signal),
    enabled: kind !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const search = kind && ask ? kind.write(ask) : new URLSearchParams()
  if (said.where) search.set("where", String(said.where))
  const error = loaded.error ?? found.error
  return (
    <section className="br-card br-report-card br-report-wide" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Link to={at(`/insights/${name}?${search}`)}>{t("open")}</Link>
      </header>
      {error ? (
        <Problem error={error} onRetry={() => void found.refetch()} />
      ) : kind && ask && found.data ? (
        <kind.Answer
          ask={ask}
          answer={found.data}
          onPeople={(behind) => onPeople({ body, behind })}
        />
      ) : (
        <Skeleton active title={false} paragraph={{ rows: 6, width: "100%" }} />
      )}
    </section>
  )
}
