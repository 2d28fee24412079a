import { Alert } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import type { Upload } from "@/features/imports/api"
import { duration, exact } from "@/lib/format"
import { useAt } from "@/lib/session"
import { useWorded } from "@/lib/worded"

/** What an import came to: rows read = stored + already there + refused, to the row. */
export function Summary({ upload }: { upload: Upload }) {
  const { t } = useTranslation("imports")
  const worded = useWorded()
  const at = useAt()
  const parts = [
    { name: "stored", value: upload.stored, to: "/data/live" },
    { name: "duplicate", value: upload.duplicate, to: null },
    { name: "quarantined", value: upload.quarantined, to: "/data/sources?view=refused" },
  ]
  return (
    <section className="br-card" aria-label={t("report")}>
      <h2>{t(`ended_${upload.state}`)}</h2>
      {upload.error && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={worded(upload.error)}
          description={upload.hint && worded(upload.hint)}
        />
      )}
      <dl className="br-equation">
        <div>
          <dt>{t("read")}</dt>
          <dd>{exact(upload.rows_read)}</dd>
        </div>
        {parts.map((part, i) => (
          <div key={part.name} data-sign={i === 0 ? "=" : "+"}>
            <dt>{t(`part_${part.name}`)}</dt>
            <dd>
              {part.to && part.value > 0 ? (
                <Link to={at(part.to)}>{exact(part.value)}</Link>
              ) : (
                exact(part.value)
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="br-quiet-line">
        {upload.seconds !== null && <span>{t("took", { time: duration(upload.seconds) })}</span>}
        <span>{t("twiceIsOnce")}</span>
      </p>
    </section>
  )
}
