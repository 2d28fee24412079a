import { useTranslation } from "react-i18next"
import { questionPath } from "@/features/home/address"
import { useMovement } from "@/features/home/api"
import { addDays, type Days, spanOf } from "@/features/home/days"
import { isFlat, movement } from "@/features/home/figures"
import { QuestionCard } from "@/features/home/QuestionCard"
import { change, number, shortDay } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import { nameText } from "@/lib/selector"
import { Sparkline } from "@/ui/Sparkline"

export function TrendCard({ days, event, ready }: { days: Days; event: string; ready: boolean }) {
  const { t } = useTranslation("home")
  const title = t("trendTitle", { event: sayEvent(event, t) })
  const asked = useMovement(event, days, ready)
  const moved = movement(asked.data, days.today)
  const counted = { count: number(moved.now), change: change(moved.now, moved.before) }
  const flat = isFlat(moved)
  const said = moved.before ? t("trendSaid", counted) : t("trendNew", counted)
  return (
    <QuestionCard
      kind={t("trend")}
      title={title}
      to={questionPath("trend", { event: nameText(event), metric: "total", ...spanOf(days, 28) })}
      asked={asked}
      said={flat ? null : said}
    >
      {!flat && (
        <>
          <Sparkline
            points={moved.points}
            before={moved.pointsBefore}
            open={days.today}
            height={120}
            label={title}
          />
          <p className="br-spark-ends">
            <span>{dayOf(addDays(days.day, 1 - moved.points.length))}</span>
            <span className="br-spark-paler">{t("trendBefore")}</span>
            <span>{dayOf(days.day)}</span>
          </p>
        </>
      )}
    </QuestionCard>
  )
}

/** A day that is of the project's zone already. */
function dayOf(date: string): string {
  return shortDay(`${date}T00:00:00Z`, "UTC")
}
