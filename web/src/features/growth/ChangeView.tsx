import { Segmented, Skeleton } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type Metric, type Since, type Split, useChange } from "@/features/growth/api"
import { SplitBars } from "@/features/growth/SplitBars"
import { withUnit } from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { sentences } from "@/lib/format"
import type { Range } from "@/lib/range"
import { shortName } from "@/lib/where"
import { Problem } from "@/ui/Problem"

/** Why a metric changed: what every value of a dimension added, the telling dimensions first. */
export function ChangeView({
  metric,
  range,
  compare = "previous",
  title,
  ready,
}: {
  metric: Metric
  range: Range
  compare?: Since
  title?: string
  ready: boolean
}) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const change = useChange(metric.id, range, compare, ready)
  const [chosen, choose] = useState<string | null>(null)
  const splits = (change.data?.splits ?? []).filter((one) => one.parts.length > 1)
  const split = splits.find((one) => one.by === chosen) ?? splits[0]
  return (
    <section
      className="br-card"
      aria-label={title ?? t("growth:why")}
      aria-busy={change.isFetching}
    >
      <h2>{title ?? t("growth:why")}</h2>
      {change.isError && <Problem error={change.error} onRetry={() => void change.refetch()} />}
      {change.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {change.data && (
        <>
          <p className="br-answer-line" aria-live="polite">
            {sayChange(metric, change.data, split, t)}
          </p>
          {split && (
            <>
              <Segmented
                className="br-dimensions"
                aria-label={t("growth:by")}
                value={split.by}
                onChange={choose}
                options={splits.map((one) => ({ value: one.by, label: shortName(one.by) }))}
              />
              <SplitBars metric={metric} split={split} />
            </>
          )}
          {!split && <p className="br-quiet">{t("growth:noSplit")}</p>}
        </>
      )}
    </section>
  )
}

interface Change {
  total: number | null
  before: number | null
  change: number | null
}

function sayChange(metric: Metric, told: Change, split: Split | undefined, t: Words): string {
  const { definition } = metric
  const now = withUnit(definition, told.total)
  const before = withUnit(definition, told.before)
  if (told.change === null) return t("growth:noBefore", { now })
  const key = told.change > 0 ? "rose" : told.change < 0 ? "fell" : "stayed"
  const said = t(`growth:${key}`, { now, before })
  const name = split ? shortName(split.by) : ""
  return sentences(said, split?.reversed ? t(`growth:reversed.${key}`, { by: name }) : "")
}
