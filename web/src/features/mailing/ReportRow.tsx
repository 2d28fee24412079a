import { Button, Switch, Tag } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { type BoardReport, useChange, usePut, useTrial } from "@/features/mailing/api"
import { scheduleSaid } from "@/features/mailing/form"
import { History } from "@/features/mailing/History"
import type { Words } from "@/lib/ask"
import { moment } from "@/lib/format"
import { language } from "@/lib/i18n"
import { useAt, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** A scheduled report: when it is sent next, to how many, and how it went. */
export function ReportRow({
  report,
  named,
  onChange,
}: {
  report: BoardReport
  /** Whether to say which board it is. */
  named: boolean
  onChange: () => void
}) {
  const { t } = useTranslation("mailing")
  const { zone } = useProject()
  const at = useAt()
  const [open, setOpen] = useState(false)
  const changing = useChange(report.id)
  const putting = usePut(report.id)
  const trial = useTrial(report.id)
  const said = scheduleSaid(report.schedule, t as Words)
  const takers = report.readers.filter((one) => !one.unsubscribed)
  const gone = report.readers.filter((one) => one.unsubscribed)
  const failed = changing.error ?? putting.error ?? trial.error
  const { last } = report
  return (
    <li className="br-mailing-row">
      <div className="br-mailing-head">
        <strong>
          {named ? <Link to={at(`/boards/${report.board}`)}>{report.board_name}</Link> : said}
        </strong>
        {last && Object.keys(last.failed).length > 0 && <Tag color="error">{t("notSent")}</Tag>}
        {report.may_change && (
          <Switch
            size="small"
            aria-label={t("goesOut")}
            checked={report.paused === null}
            loading={changing.isPending}
            onChange={(on) => changing.mutate({ paused: !on })}
          />
        )}
      </div>
      <small className="br-quiet">
        {[
          named && said,
          report.paused ? t("paused") : t("next", { at: moment(report.due, zone) }),
          t("to", { who: takers.map(({ email }) => email).join(", ") || "–" }),
          gone.length > 0 && t("left", { who: gone.map(({ email }) => email).join(", ") }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </small>
      {failed && <Problem error={failed} />}
      <div className="br-mailing-actions">
        <Button
          size="small"
          loading={trial.isPending}
          onClick={() => trial.mutate(language(), { onSuccess: () => setOpen(true) })}
        >
          {t("test")}
        </Button>
        {report.may_change && (
          <>
            <Button size="small" onClick={onChange}>
              {t("change")}
            </Button>
            <Button size="small" danger onClick={() => putting.mutate(true)}>
              {t("delete")}
            </Button>
          </>
        )}
        <Button size="small" type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t("history")}
        </Button>
      </div>
      {open && <History report={report.id} />}
    </li>
  )
}
