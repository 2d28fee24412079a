import { useTranslation } from "react-i18next"
import { questionPath } from "@/features/home/address"
import { useFunnel } from "@/features/home/api"
import { type Days, spanOf } from "@/features/home/days"
import { QuestionCard } from "@/features/home/QuestionCard"
import { number, share } from "@/lib/format"
import { sayEvent } from "@/lib/sayings"
import { nameText } from "@/lib/selector"

export function FunnelCard({
  days,
  steps,
  ready,
}: {
  days: Days
  steps: string[]
  ready: boolean
}) {
  const { t } = useTranslation("home")
  const asked = useFunnel(steps, days, ready)
  const rungs = asked.data?.steps ?? []
  const [first, last] = [sayEvent(steps[0] ?? "", t), sayEvent(steps.at(-1) ?? "", t)]
  const ends = rungs.at(-1)?.share ?? null
  return (
    <QuestionCard
      kind={t("funnel")}
      title={t("funnelTitle", { first, last })}
      to={questionPath("funnel", { step: steps.map(nameText), ...spanOf(days, 30) })}
      asked={asked}
      said={ends === null ? null : t("funnelSaid", { share: share(ends), first, last })}
    >
      <ol className="br-bars">
        {rungs.map((rung, i) => (
          // A step may appear twice, so its place is its identity.
          <li key={i}>
            <span className="br-bar-name">{sayEvent(rung.name, t)}</span>
            <span className="br-bar-value">
              {i === 0 ? number(rung.people) : share(rung.share)}
            </span>
            <span
              className="br-bar"
              style={{ "--length": rung.share ?? 0 } as React.CSSProperties}
            />
          </li>
        ))}
      </ol>
    </QuestionCard>
  )
}
