import { Button, InputNumber } from "antd"
import { useEffect, useState } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { CoreRule } from "@/features/growth/api"
import { forgetCore, setCore, useCore } from "@/features/growth/goalApi"
import { useUndo } from "@/features/growth/useUndo"
import { useMay } from "@/lib/session"
import { EventPicker } from "@/ui/ask/EventPicker"
import { Problem } from "@/ui/Problem"

const USUAL: CoreRule = { event: "any", days: 4 }

/** Who the core users are: what they do, and on how many days of 28. */
export function CoreUsers() {
  const { t } = useTranslation("growth")
  const may = useMay()
  const kept = useCore()
  const { tried, done } = useUndo()
  const [rule, setRule] = useState<CoreRule>(USUAL)
  useEffect(() => {
    if (kept.data) setRule(kept.data)
  }, [kept.data])
  const same = kept.data?.event === rule.event && kept.data.days === rule.days
  const save = async () => {
    const before = kept.data
    if (await tried(() => setCore(rule))) {
      done(t("coreSaved"), () => (before ? setCore(before) : forgetCore()))
    }
  }
  return (
    <section className="br-card" aria-label={t("core")}>
      <h2>{t("core")}</h2>
      {kept.isError && <Problem error={kept.error} onRetry={() => void kept.refetch()} />}
      <div className="br-core">
        <Trans
          t={t}
          i18nKey="coreRule"
          components={{
            event: (
              <EventPicker value={rule.event} onChange={(event) => setRule({ ...rule, event })} />
            ),
            days: (
              <InputNumber
                min={1}
                max={28}
                precision={0}
                size="small"
                aria-label={t("coreDays")}
                value={rule.days}
                disabled={!may.change}
                onChange={(days) => setRule({ ...rule, days: days ?? rule.days })}
              />
            ),
          }}
        />
      </div>
      {kept.data === null && <p className="br-quiet">{t("coreNone")}</p>}
      {may.change && (
        <Button type={same ? "default" : "primary"} disabled={same} onClick={() => void save()}>
          {t("coreSave")}
        </Button>
      )}
    </section>
  )
}
