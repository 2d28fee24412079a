import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Arrivals } from "@/features/home/Arrivals"
import { useDays } from "@/features/home/api"
import { Channels } from "@/features/home/Channels"
import { conversions } from "@/features/home/choose"
import { addDays, comparedDays, type Days } from "@/features/home/days"
import { FirstQuestions } from "@/features/home/FirstQuestions"
import { Health } from "@/features/home/Health"
import { Today } from "@/features/home/Today"
import { useNow } from "@/features/home/useNow"
import { weekday } from "@/lib/format"
import type { EventName } from "@/lib/schema"
import { useProject } from "@/lib/session"
import { Page } from "@/ui/Page"
import "@/features/home/home.css"

const MIDNIGHT = "24:00"

/** Home of a project with events: today's answer first, everything else below it, and asked later. `growth` is told the last whole day. */
export function Overview({
  events,
  growth,
}: {
  events: EventName[]
  growth?: (day: string) => ReactNode
}) {
  const { t } = useTranslation("home")
  const { zone } = useProject()
  const now = useNow(60_000)
  const newest = new Date(Math.max(...events.map((one) => new Date(one.last).getTime())))
  const days = comparedDays(now, newest, zone)
  const chosen = conversions(events)
  const answer = useDays(days, chosen)
  const answered = !answer.isPending
  return (
    <Page title={days.today ? t("today") : t("latestDay")} lead={<Lead days={days} zone={zone} />}>
      <Today days={days} events={chosen} answer={answer} />
      {answered && growth?.(days.today ? addDays(days.day, -1) : days.day)}
      <div className="br-home-pair">
        <Arrivals />
        <Channels days={days} ready={answered} />
      </div>
      <FirstQuestions days={days} events={events} ready={answered} />
      <Health days={days} answer={answer.data?.now} ready={answered} />
    </Page>
  )
}

function Lead({ days, zone }: { days: Days; zone: string }) {
  const { t } = useTranslation("home")
  const said = {
    day: weekday(days.day),
    before: weekday(days.before),
    time: days.until || MIDNIGHT,
    zone,
  }
  return <>{days.today ? t("leadToday", said) : t("leadLatest", said)}</>
}
