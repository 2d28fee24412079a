import type { UseQueryResult } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { questionPath } from "@/features/home/address"
import { useNewPeople } from "@/features/home/api"
import { boundsOf, type Days, newOn } from "@/features/home/days"
import { type Figure, figureOf } from "@/features/home/figures"
import { Tile } from "@/features/home/Tile"
import type { Schemas } from "@/lib/api"
import { sayEvent } from "@/lib/sayings"
import { nameText } from "@/lib/selector"
import { Problem } from "@/ui/Problem"

type Both = { now: Schemas["TrendAnswer"]; before: Schemas["TrendAnswer"] }

/** The day against the same weekday: events, people, new people, and what the site is for. */
export function Today({
  days,
  events,
  answer,
}: {
  days: Days
  events: string[]
  answer: UseQueryResult<Both>
}) {
  const { t } = useTranslation("home")
  const fresh = useNewPeople(days, !answer.isPending)
  if (answer.isError) {
    return <Problem error={answer.error} onRetry={() => void answer.refetch()} />
  }
  const path = (event: string, metric = "total") =>
    questionPath("trend", { event, metric, every: "hour", ...boundsOf(days.day, "") })
  const newPeople: Figure = {
    now: fresh.data?.now ?? null,
    before: fresh.data?.before ?? null,
    points: [],
    pointsBefore: [],
  }
  const of = (i: number) => figureOf(answer.data?.now, answer.data?.before, i)
  const shared = { days, waiting: answer.isPending }
  return (
    <section className="br-day-tiles" aria-label={t("figures")}>
      <Tile title={t("events")} figure={of(0)} to={path("any")} {...shared} />
      <Tile title={t("people")} figure={of(1)} to={path("any", "uniques")} {...shared} />
      <Tile
        title={t("newPeople")}
        hint={t("newPeopleHint")}
        figure={newPeople}
        to={`/people?${new URLSearchParams({ where: newOn(days), sort: "first_seen" })}`}
        days={days}
        waiting={fresh.isPending}
        failed={fresh.isError}
      />
      {events.map((event, i) => (
        <Tile
          key={event}
          title={sayEvent(event, t)}
          figure={of(i + 2)}
          to={path(nameText(event))}
          {...shared}
        />
      ))}
    </section>
  )
}
