import { App, Select } from "antd"
import { useTranslation } from "react-i18next"
import { useChangeProject } from "@/features/settings/api"
import { forgets, spans } from "@/features/settings/choices"
import { SettingRow } from "@/features/settings/SettingRow"
import { useSaving } from "@/features/settings/useSaving"
import { day, exact } from "@/lib/format"
import type { Project } from "@/lib/session"

const FOR_EVER = 0

/** For how long events are kept; a shorter span erases, so it is asked for twice. */
export function Keeping({ project, disabled }: { project: Project; disabled: boolean }) {
  const { t } = useTranslation("settings")
  const { modal } = App.useApp()
  const change = useChangeProject()
  const now = project.retention_days
  const [saving, save] = useSaving(now, (days) => change.mutateAsync({ retention_days: days }))
  const choose = (days: number | null) => {
    const since = forgets(now, days, new Date())
    if (since === null) return void save(days)
    modal.confirm({
      title: t("eraseTitle", { date: day(since, project.zone) }),
      content: t("eraseHint"),
      okText: t("erase"),
      okButtonProps: { danger: true },
      onOk: () => save(days),
    })
  }
  return (
    <SettingRow id="set-keep" title={t("keep")} hint={t("keepHint")} saving={saving}>
      <Select
        id="set-keep"
        disabled={disabled}
        value={now ?? FOR_EVER}
        options={[
          { value: FOR_EVER, label: t("forEver") },
          ...spans(now).map((days) => ({
            value: days,
            label: t("days", { count: days, n: exact(days) }),
          })),
        ]}
        onChange={(days) => choose(days === FOR_EVER ? null : days)}
      />
    </SettingRow>
  )
}
