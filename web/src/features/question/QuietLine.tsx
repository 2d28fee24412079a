import { InfoCircleOutlined } from "@ant-design/icons"
import { Tooltip } from "antd"
import { useTranslation } from "react-i18next"
import type { Meta } from "@/lib/ask"
import { ago, day, duration, exact, moment, number, share } from "@/lib/format"
import { useWorded } from "@/lib/worded"

/** What an answer rests on, in one quiet line; what a careful reader should know stands above it. */
export function QuietLine({ meta }: { meta: Meta }) {
  const { t } = useTranslation("question")
  const worded = useWorded()
  // The period ends before its last moment; its last day is the one that people name.
  const last = new Date(new Date(meta.period.to).getTime() - 1)
  const bots = meta.bot_share === null ? null : share(meta.bot_share)
  return (
    <footer className="br-answer-foot">
      {meta.notes.map((one) => (
        <p key={one} className="br-note">
          <InfoCircleOutlined aria-hidden /> {worded(one)}
        </p>
      ))}
      <div className="br-quiet-line">
        <span>
          {t("period", { from: day(meta.period.from, meta.zone), to: day(last, meta.zone) })}
        </span>
        <span>{t("zone", { zone: meta.zone })}</span>
        {bots !== null && (
          <span>{t(meta.bots === "included" ? "botsIn" : "botsOut", { share: bots })}</span>
        )}
        {typeof meta.error === "number" && (
          <strong>{t("estimated", { error: share(meta.error) })}</strong>
        )}
        {meta.identity !== "resolved" && <span>{t("asOfEventLine")}</span>}
        {meta.freshness && (
          <Tooltip title={moment(meta.freshness, meta.zone)}>
            <span>{t("freshness", { ago: ago(meta.freshness) })}</span>
          </Tooltip>
        )}
        <Tooltip title={exact(meta.rows_scanned)}>
          <span>
            {t("read", { rows: number(meta.rows_scanned), seconds: duration(meta.seconds) })}
          </span>
        </Tooltip>
        {meta.cached_s != null && <span>{t("cached", { ago: duration(meta.cached_s) })}</span>}
      </div>
    </footer>
  )
}
