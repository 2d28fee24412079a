import { Tabs } from "antd"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { AboutTab } from "@/features/settings/AboutTab"
import { AccountTab } from "@/features/settings/AccountTab"
import { AuditTab } from "@/features/settings/AuditTab"
import { HealthTab } from "@/features/settings/HealthTab"
import { KeysTab } from "@/features/settings/KeysTab"
import { MembersTab } from "@/features/settings/MembersTab"
import { ProjectTab } from "@/features/settings/ProjectTab"
import { type Tab, tabIn, tabsFor } from "@/features/settings/tabs"
import { useGo, useMay } from "@/lib/session"
import "@/features/settings/settings.css"

const CONTENT: Record<Exclude<Tab, "reports">, ReactNode> = {
  project: <ProjectTab />,
  members: <MembersTab />,
  keys: <KeysTab />,
  health: <HealthTab />,
  audit: <AuditTab />,
  account: <AccountTab />,
  about: <AboutTab />,
}

/** The settings that this role may see, a tab each; the open one stands in the address. */
export function SettingsTabs({
  named,
  reports,
}: {
  named: string | undefined
  /** The scheduled reports, which are a capability of their own. */
  reports: ReactNode
}) {
  const { t } = useTranslation("settings")
  const { manage, change } = useMay()
  const go = useGo()
  const open = tabIn(named, manage, change)
  return (
    <Tabs
      className="br-settings-tabs"
      activeKey={open}
      onChange={(tab) => go(tab === "project" ? "/settings" : `/settings/${tab}`)}
      destroyOnHidden
      items={tabsFor(manage, change).map((tab) => ({
        key: tab,
        label: t(`tab.${tab}`),
        children: (
          <div className="br-settings-tab">{tab === "reports" ? reports : CONTENT[tab]}</div>
        ),
      }))}
    />
  )
}
