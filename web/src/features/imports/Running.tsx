import { Button, Progress } from "antd"
import { useTranslation } from "react-i18next"
import { type Upload, useCancel } from "@/features/imports/api"
import { remaining, shareDone } from "@/features/imports/progress"
import { duration, exact, number } from "@/lib/format"
import { Problem } from "@/ui/Problem"

/** An import under way: how far it is, how long it will take, and a way to end it. */
export function Running({ upload }: { upload: Upload }) {
  const { t } = useTranslation("imports")
  const cancel = useCancel(upload.id)
  const done = shareDone(upload)
  const left = remaining(upload)
  return (
    <section className="br-card br-running" aria-label={t("running")}>
      <h2>{upload.state === "waiting" ? t("waiting") : t("running")}</h2>
      <Progress percent={Math.floor(done * 1000) / 10} status="active" aria-label={t("running")} />
      <p role="status">
        {upload.rows_expected === null
          ? t("rowsSoFar", { read: exact(upload.rows_read) })
          : t("rowsSoFarOf", { read: exact(upload.rows_read), all: number(upload.rows_expected) })}
        {left !== null && ` · ${t("left", { time: duration(left) })}`}
      </p>
      <p className="br-quiet">{t("runningHint")}</p>
      {cancel.isError && <Problem error={cancel.error} />}
      <Button loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
        {t("cancelImport")}
      </Button>
    </section>
  )
}
