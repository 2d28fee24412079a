import { ArrowRightOutlined } from "@ant-design/icons"
import type { UseQueryResult } from "@tanstack/react-query"
import { Skeleton } from "antd"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { useAt } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** A question with a small answer of its own; the whole card opens the question. */
export function QuestionCard({
  kind,
  title,
  to,
  asked,
  said,
  children,
}: {
  kind: string
  title: string
  to: string
  asked: UseQueryResult<unknown>
  /** The answer in a sentence; null where there is none to give yet. */
  said: string | null
  children: ReactNode
}) {
  const { t } = useTranslation("home")
  const at = useAt()
  return (
    <article className="br-card br-first-question">
      <small className="br-quiet">{kind}</small>
      <h3>
        <Link to={at(to)}>
          {title} <ArrowRightOutlined aria-hidden="true" />
        </Link>
      </h3>
      {asked.isError ? (
        <Problem error={asked.error} onRetry={() => void asked.refetch()} />
      ) : asked.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 4 }} />
      ) : (
        <>
          <p className="br-first-said">{said ?? t("notEnough")}</p>
          {children}
        </>
      )}
    </article>
  )
}
