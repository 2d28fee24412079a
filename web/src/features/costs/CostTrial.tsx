import { Alert, Button } from "antd"
import { useTranslation } from "react-i18next"
import { exact, money, sentences } from "@/lib/format"
import { useWorded } from "@/lib/worded"
import type { CostReport } from "./api"

/** What importing a file would do, what is wrong with it, and the button that does it. */
export function CostTrial({
  name,
  report,
  busy,
  onImport,
  onCancel,
}: {
  name: string
  report: CostReport
  busy: boolean
  onImport: () => void
  onCancel: () => void
}) {
  const { t } = useTranslation("costs")
  const worded = useWorded()
  const changes = report.added + report.replaced
  return (
    <div className="br-costs-trial" role="group" aria-label={name}>
      <p>
        <strong>{name}</strong>{" "}
        {t("holds", {
          rows: exact(report.rows),
          amount: money(report.amount, report.currency),
          first: report.first ?? "–",
          last: report.last ?? "–",
        })}
      </p>
      <p>
        {t("would", {
          added: exact(report.added),
          replaced: exact(report.replaced),
          same: exact(report.same),
        })}
      </p>
      {report.ignored.length > 0 && (
        <p className="br-quiet">{t("ignored", { names: report.ignored.join(t("ask:comma")) })}</p>
      )}
      {report.unmet.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={t("unmet", { names: report.unmet.join(t("ask:comma")) })}
        />
      )}
      {report.faulty > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t("faulty", { count: report.faulty, lines: exact(report.lines) })}
          description={
            <ul className="br-costs-faults">
              {report.faults.map((one) => (
                <li key={one.line}>
                  {t("fault", { line: exact(one.line) })}{" "}
                  {sentences(`${worded(one.message)}.`, `${worded(one.hint)}.`)}
                </li>
              ))}
            </ul>
          }
        />
      )}
      <div className="br-costs-choose">
        <Button type="primary" disabled={changes === 0} loading={busy} onClick={onImport}>
          {t(report.faulty > 0 ? "takeGood" : "take", { count: changes })}
        </Button>
        <Button onClick={onCancel}>{t("cancel")}</Button>
      </div>
    </div>
  )
}
