import { useTranslation } from "react-i18next"
import { PeopleBrowser } from "@/features/people/PeopleBrowser"
import { PeopleCount } from "@/features/people/PeopleCount"
import { Page } from "@/ui/Page"

/** Everybody of the project. */
export function People() {
  const { t } = useTranslation("people")
  return (
    <Page title={t("title")} lead={<PeopleCount />}>
      <PeopleBrowser />
    </Page>
  )
}
