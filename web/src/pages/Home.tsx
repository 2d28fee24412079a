import { useTranslation } from "react-i18next"
import { FirstSteps } from "@/features/home/FirstSteps"
import { Overview } from "@/features/home/Overview"
import { useEvents } from "@/lib/schema"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"

/** What happened; on an empty project, what to do so that something does. */
export function Home() {
  const { t } = useTranslation("home")
  const events = useEvents()
  if (events.isPending) return <Waiting rows={8} />
  if (events.isError) {
    return (
      <Page title={t("title")}>
        <Problem error={events.error} onRetry={() => void events.refetch()} />
      </Page>
    )
  }
  return events.data.length > 0 ? <Overview events={events.data} /> : <FirstSteps />
}
