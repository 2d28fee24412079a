import { Segmented, Select } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useChangeProject } from "@/features/settings/api"
import { currencies, zones } from "@/features/settings/choices"
import { Holidays } from "@/features/settings/Holidays"
import { Keeping } from "@/features/settings/Keeping"
import { ProjectName } from "@/features/settings/ProjectName"
import { SettingRow } from "@/features/settings/SettingRow"
import { useSaving } from "@/features/settings/useSaving"
import { type Project, useMay, useProject } from "@/lib/session"

/** How the project reckons; every setting saves by itself and can be taken back. */
export function ProjectTab() {
  const { t } = useTranslation("settings")
  const project = useProject()
  const { manage, change } = useMay()
  return (
    <section className="br-card br-settings" aria-label={t("project")}>
      {!manage && <p className="br-quiet">{t("onlyLook")}</p>}
      <ProjectName key={project.name} disabled={!manage} />
      <Zone project={project} disabled={!manage} />
      <Currency project={project} disabled={!manage} />
      <Bots project={project} disabled={!manage} />
      <Holidays disabled={!change} />
      <Keeping project={project} disabled={!manage} />
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
