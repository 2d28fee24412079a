import { useTranslation } from "react-i18next"
import { useParams } from "react-router"
import { ReportList } from "@/features/mailing/ReportList"
import { SettingsTabs } from "@/features/settings/SettingsTabs"
import { Page } from "@/ui/Page"

/** The project's settings, and one's own. */
export function Settings() {
  const { t } = useTranslation("settings")
  const { tab } = useParams()
  return (
    <Page title={t("title")}>
      <SettingsTabs named={tab} reports={<ReportList board={null} />} />
    </Page>
  )
}
