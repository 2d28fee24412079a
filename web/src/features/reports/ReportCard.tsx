import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Behind, Body, Words } from "@/lib/ask"
import { bounds, useRange } from "@/lib/range"
import { useAt, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { CardRows } from "./CardRows"
import { addressOf, bodyOf, type Card, type Narrowed } from "./cards"

export type Opened = { body: Body; behind: Behind }
const TOP = 8

/** The values most people come by; choosing one narrows every card to it. */
export function ReportCard({
  card,
  narrowed,
  onNarrow,
  onPeople,
}: {
  card: Card
  narrowed: Narrowed
  onNarrow: (next: Narrowed) => void
  onPeople: (opened: Opened) => void
}) {
  const { t: words } = useTranslation("reports")
  const t = words as unknown as Words
  const at = useAt()
  const { name: project } = useProject()
  const [range] = useRange()
  const body = { ...bodyOf(card, narrowed, TOP), ...bounds(range) } as Body
  if (body.to === null) delete body.to
  const found = useQuery({
    queryKey: ["ask", project, "report", JSON.stringify(body)],
    queryFn: ({ signal }) =>
      unwrap(
        client.POST("/api/v1/ask/report", {
          body: body as unknown as Schemas["ReportAsk"],
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const title = t(`reports:card.${card.name}`)
  return (
    <section className="br-card br-report-card" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <Link to={at(addressOf(card, narrowed))}>{t("reports:details")}</Link>
      </header>
      {found.isError ? (
        <Problem error={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <Skeleton active title={false} paragraph={{ rows: 6, width: "100%" }} />
      ) : (
        <CardRows
          {...{ card, narrowed, onNarrow, title }}
          answer={found.data}
          onPeople={(behind) => onPeople({ body, behind })}
        />
      )}
    </section>
  )
}
