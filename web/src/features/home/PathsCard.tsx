import { useTranslation } from "react-i18next"
import { questionPath } from "@/features/home/address"
import { useWays } from "@/features/home/api"
import { type Days, spanOf } from "@/features/home/days"
import { commonWays } from "@/features/home/figures"
import { QuestionCard } from "@/features/home/QuestionCard"
import { number } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"

export function PathsCard({ days, ready }: { days: Days; ready: boolean }) {
  const { t } = useTranslation("home")
  const asked = useWays(days, ready)
  const ways = commonWays(asked.data?.paths ?? [])
  const first = ways[0]
  return (
    <QuestionCard
      kind={t("paths")}
      title={t("pathsTitle")}
      to={questionPath("paths", { ...spanOf(days, 7) })}
      asked={asked}
      said={first ? t("pathsSaid", { count: first.people, people: number(first.people) }) : null}
    >
      <ol className="br-common-ways">
        {ways.map((way) => (
          <li key={way.steps.join("\n")}>
            <span className="br-common-way">
              {way.steps.map((step, i) => (
                // An event may come twice on a way, so its place is its identity.
                <span key={i} className="br-common-step">
                  {sayEvent(step, t)}
                </span>
              ))}
            </span>
            <span className="br-bar-value">{number(way.people)}</span>
          </li>
        ))}
      </ol>
    </QuestionCard>
  )
}
