import { Segmented, Select } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useChangeProject } from "@/features/settings/api"
import { currencies, spans, zones } from "@/features/settings/choices"
import { ProjectName } from "@/features/settings/ProjectName"
import { SettingRow } from "@/features/settings/SettingRow"
import { useSaving } from "@/features/settings/useSaving"
import { exact } from "@/lib/format"
import { type Project, useMay, useProject } from "@/lib/session"

const FOR_EVER = 0

/** How the project reckons; every setting saves by itself and can be taken back. */
export function ProjectTab() {
  const { t } = useTranslation("settings")
  const project = useProject()
  const { manage } = useMay()
  return (
    <section className="br-card br-settings" aria-label={t("project")}>
      {!manage && <p className="br-quiet">{t("onlyLook")}</p>}
      <ProjectName key={project.name} disabled={!manage} />
      <Zone project={project} disabled={!manage} />
      <Currency project={project} disabled={!manage} />
      <Bots project={project} disabled={!manage} />
      <Retention project={project} disabled={!manage} />
    </section>
  )
}

interface Setting {
  project: Project
  disabled: boolean
}

function Zone({ project, disabled }: Setting) {
  const { t } = useTranslation("settings")
  const change = useChangeProject()
  const [saving, save] = useSaving(project.zone, (zone) => change.mutateAsync({ zone }))
  const [options] = useState(() => zones(project.zone, new Date()))
  return (
    <SettingRow id="set-zone" title={t("zone")} hint={t("zoneHint")} saving={saving}>
      <Select
        id="set-zone"
        showSearch
        disabled={disabled}
        value={project.zone}
        options={options}
        onChange={(zone) => void save(zone)}
      />
    </SettingRow>
  )
}

function Currency({ project, disabled }: Setting) {
  const { t } = useTranslation("settings")
  const change = useChangeProject()
  const [saving, save] = useSaving(project.currency, (currency) => change.mutateAsync({ currency }))
  return (
    <SettingRow id="set-currency" title={t("currency")} hint={t("currencyHint")} saving={saving}>
      <Select
        id="set-currency"
        showSearch={{ optionFilterProp: "label" }}
        disabled={disabled}
        value={project.currency}
        options={currencies(project.currency)}
        onChange={(currency) => void save(currency)}
      />
    </SettingRow>
  )
}

function Bots({ project, disabled }: Setting) {
  const { t } = useTranslation("settings")
  const change = useChangeProject()
  const [saving, save] = useSaving(project.bots, (bots) => change.mutateAsync({ bots }))
  return (
    <SettingRow id="set-bots" title={t("bots")} hint={t("botsHint")} saving={saving}>
      <Segmented
        id="set-bots"
        aria-label={t("bots")}
        disabled={disabled}
        value={project.bots}
        options={[
          { value: "excluded", label: t("botsOut") },
          { value: "included", label: t("botsIn") },
        ]}
        onChange={(bots) => void save(bots as Project["bots"])}
      />
    </SettingRow>
  )
}

function Retention({ project, disabled }: Setting) {
  const { t } = useTranslation("settings")
  const change = useChangeProject()
  const [saving, save] = useSaving(project.retention_days, (days) =>
    change.mutateAsync({ retention_days: days }),
  )
  return (
    <SettingRow id="set-keep" title={t("keep")} hint={t("keepHint")} saving={saving}>
      <Select
        id="set-keep"
        disabled={disabled}
        value={project.retention_days ?? FOR_EVER}
        options={[
          { value: FOR_EVER, label: t("forEver") },
          ...spans(project.retention_days).map((days) => ({
            value: days,
            label: t("days", { count: days, n: exact(days) }),
          })),
        ]}
        onChange={(days) => void save(days === FOR_EVER ? null : days)}
      />
    </SettingRow>
  )
}
