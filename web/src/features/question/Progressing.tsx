import { Button, Progress } from "antd"
import { useTranslation } from "react-i18next"
import type { Answering } from "@/features/question/useAnswer"
import { useWatched } from "@/lib/background"
import { duration, number } from "@/lib/format"

/** While the next answer is computed: after a second how far it is, and a way out. */
export function Progressing({ answering, kind }: { answering: Answering; kind: string }) {
  const { t } = useTranslation("question")
  const watched = useWatched().findLast((one) => !one.left && one.told.kind === kind)
  if (answering.cancelled) {
    return (
      <div className="br-asking" role="status">
        <span>{answering.shown ? t("cancelledBefore") : t("cancelled")}</span>
        <Button size="small" onClick={answering.again}>
          {t("askAgain")}
        </Button>
      </div>
    )
  }
  if (!answering.long) return null
  const told = watched?.told
  const share = told?.share ?? null
  return (
    <div className="br-asking">
      <span role="status">{t("asking")}</span>
      <Progress
        percent={share === null ? 100 : Math.round(share * 100)}
        status="active"
        showInfo={share !== null}
        size="small"
        aria-label={t("asking")}
      />
      {told && (
        <small className="br-quiet">
          {told.place !== null
            ? t("inQueue", { place: told.place })
            : [
                told.rows_total !== null &&
                  t("rowsRead", { read: number(told.rows_read), total: number(told.rows_total) }),
                duration(Math.round(told.seconds)),
                told.seconds_left !== null &&
                  t("secondsLeft", { left: duration(Math.ceil(told.seconds_left)) }),
              ]
                .filter(Boolean)
                .join(" · ")}
        </small>
      )}
      <Button size="small" onClick={answering.cancel}>
        {t("cancel")}
      </Button>
    </div>
  )
}
