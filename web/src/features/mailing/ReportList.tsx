import { Alert, Skeleton } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type BoardReport, useMeans, useReports } from "@/features/mailing/api"
import { ReportForm } from "@/features/mailing/ReportForm"
import { ReportRow } from "@/features/mailing/ReportRow"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"
import "@/features/mailing/mailing.css"

/** The scheduled reports of the project, or of one board. */
export function ReportList({ board, empty }: { board: string | null; empty?: React.ReactNode }) {
  const { t } = useTranslation("mailing")
  const found = useReports(board)
  const means = useMeans()
  const [changed, setChanged] = useState<BoardReport | null>(null)
  if (changed) {
    return (
      <ReportForm
        key={changed.id}
        board={changed.board}
        report={changed}
        onDone={() => setChanged(null)}
      />
    )
  }
  if (found.isError) return <Problem error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  return (
    <>
      {means.data?.lacks.map((lack) => (
        <Alert key={lack} type="info" showIcon title={t("lacks", { lack })} />
      ))}
      {found.data.length === 0 && (empty ?? <Empty title={t("none")} hint={t("noneHint")} />)}
      <ul className="br-mailing-list" aria-label={t("reports")}>
        {found.data.map((one) => (
          <ReportRow
            key={one.id}
            report={one}
            named={board === null}
            onChange={() => setChanged(one)}
          />
        ))}
      </ul>
    </>
  )
}
