import { Button, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import type { Check, useCheck } from "@/features/imports/api"
import { byReason, carried } from "@/features/imports/refusals"
import { moment, number } from "@/lib/format"
import { useProject } from "@/lib/session"
import { useWorded } from "@/lib/worded"
import { Problem } from "@/ui/Problem"

/** What importing would do: how many rows get in, why others do not, and the first events. */
export function Trial({
  check,
  onAll,
}: {
  check: ReturnType<typeof useCheck>
  /** Tries all rows; undefined where they are. */
  onAll?: () => void
}) {
  const { t } = useTranslation("imports")
  if (check.isPending) return <Skeleton active title={false} paragraph={{ rows: 4 }} />
  if (check.isError) return <Problem error={check.error} onRetry={() => void check.refetch()} />
  const { read, stored, quarantined, complete } = check.data
  return (
    <div className={`br-trial${check.isPlaceholderData ? " br-stale" : ""}`} aria-live="polite">
      <p>
        {t(complete ? "wouldAll" : "wouldSome", {
          ...{ read: number(read), stored: number(stored), refused: number(quarantined) },
        })}{" "}
        {!complete && onAll && (
          <Button type="link" size="small" loading={check.isFetching} onClick={onAll}>
            {t("tryAll")}
          </Button>
        )}
      </p>
      {quarantined > 0 && <Refusals check={check.data} />}
      <Sample sample={check.data.sample} />
    </div>
  )
}

function Refusals({ check }: { check: Check }) {
  const { t } = useTranslation("imports")
  const worded = useWorded()
  return (
    <section aria-label={t("refusals")}>
      <h3>{t("refusals")}</h3>
      <ul className="br-examples">
        {byReason(check).map(({ reason, count, rows }) => (
          <li key={reason}>
            <span className="br-problem">
              {t(`sources:reasons.${reason}.title`, { defaultValue: reason })}{" "}
              <strong>{number(count)}</strong>
            </span>
            <span>{t(`sources:reasons.${reason}.fix`, { defaultValue: "" })}</span>
            {rows.map((row) => (
              <small key={row} className="br-quiet">
                {worded(row)}
              </small>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The first events as they would be stored. */
function Sample({ sample }: { sample: Check["sample"] }) {
  const { t } = useTranslation("imports")
  const text = (value: unknown) =>
    value === null || value === undefined
      ? ""
      : typeof value === "string"
        ? value
        : JSON.stringify(value)
  const { zone } = useProject()
  return (
    <section aria-label={t("sample")}>
      <h3>
        {t("sample")} <small className="br-quiet">{zone}</small>
      </h3>
      <ul className="br-sample">
        {sample.slice(0, 5).map((one, i) => (
          <li key={i}>
            <strong>{text(one.event)}</strong>
            <span>{text(one.user_id) || text(one.anonymous_id)}</span>
            <time dateTime={text(one.ts)}>{one.ts ? moment(text(one.ts), zone) : "–"}</time>
            <code>
              {carried(one)
                .map(([name, value]) => `${name}: ${text(value)}`)
                .join("  ")}
            </code>
          </li>
        ))}
      </ul>
    </section>
  )
}
