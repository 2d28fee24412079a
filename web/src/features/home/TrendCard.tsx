import { useTranslation } from "react-i18next"
import { questionPath } from "@/features/home/address"
import { useMovement } from "@/features/home/api"
import { type Days, spanOf } from "@/features/home/days"
import { isFlat, movement } from "@/features/home/figures"
import { QuestionCard } from "@/features/home/QuestionCard"
import { change, number } from "@/lib/format"
import { nameText } from "@/lib/selector"
import { Sparkline } from "@/ui/Sparkline"

export function TrendCard({ days, event, ready }: { days: Days; event: string; ready: boolean }) {
  const { t } = useTranslation("home")
  const asked = useMovement(event, days, ready)
  const moved = movement(asked.data, days.today)
  const counted = { count: number(moved.now), change: change(moved.now, moved.before) }
  const flat = isFlat(moved)
  const said = moved.before ? t("trendSaid", counted) : t("trendNew", counted)
  return (
    <QuestionCard
      kind={t("trend")}
      title={t("trendTitle", { event })}
      to={questionPath("trend", { event: nameText(event), metric: "total", ...spanOf(days, 28) })}
      asked={asked}
      said={flat ? null : said}
    >
      {!flat && (
        <Sparkline
          points={moved.points}
          before={moved.pointsBefore}
          open={days.today}
          height={120}
          label={t("trendTitle", { event })}
        />
      )}
    </QuestionCard>
  )
}
