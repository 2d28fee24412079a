import { useTranslation } from "react-i18next"
import { questionPath } from "@/features/home/address"
import { useReturns } from "@/features/home/api"
import { type Days, spanOf } from "@/features/home/days"
import { returnShares } from "@/features/home/figures"
import { QuestionCard } from "@/features/home/QuestionCard"
import { share } from "@/lib/format"

const WEEKS = 6

export function RetentionCard({ days, ready }: { days: Days; ready: boolean }) {
  const { t } = useTranslation("home")
  const asked = useReturns(days, ready)
  const shares = returnShares(asked.data?.cohorts ?? [])
  const known = shares
    .map((value, week) => ({ value, week }))
    .slice(1, WEEKS + 1)
    .filter((one) => one.value !== null)
  const largest = Math.max(...known.map((one) => one.value ?? 0), 1e-9)
  const next = shares[1] ?? null
  return (
    <QuestionCard
      kind={t("retention")}
      title={t("retentionTitle")}
      to={questionPath("retention", { every: "week", ...spanOf(days, 56) })}
      asked={asked}
      said={next === null ? null : t("retentionSaid", { share: share(next) })}
    >
      <ol className="br-weeks">
        {known.map(({ value, week }) => (
          <li key={week}>
            <span className="br-week-value">{share(value)}</span>
            <span
              className="br-week"
              style={{ "--length": (value ?? 0) / largest } as React.CSSProperties}
            />
            <small className="br-quiet">{t("afterWeeks", { count: week })}</small>
          </li>
        ))}
      </ol>
    </QuestionCard>
  )
}
