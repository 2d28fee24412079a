import { lazy, Suspense } from "react"
import { useTranslation } from "react-i18next"
import { FirstSteps } from "@/features/home/FirstSteps"
import { Overview } from "@/features/home/Overview"
import { useEvents } from "@/lib/schema"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"

const Strip = lazy(async () => ({ default: (await import("@/features/growth/Strip")).Strip }))

const MovedCard = lazy(async () => ({
  default: (await import("@/features/growth/MovedCard")).MovedCard,
}))

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
  if (events.data.length === 0) return <FirstSteps />
  const growth = (day: string) => (
    <Suspense fallback={null}>
      <Strip />
      <MovedCard day={day} />
    </Suspense>
  )
  return <Overview events={events.data} growth={growth} />
}
