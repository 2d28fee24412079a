import { useTranslation } from "react-i18next"
import type { Metric } from "@/features/growth/api"
import type { Words } from "@/lib/ask"
import { exact } from "@/lib/format"

/** What a metric means: in words, with its key, owner, direction, maturity and checks. */
export function Facts({ metric, definition }: { metric: Metric; definition: string }) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const { direction, maturity } = metric.definition
  const facts: [string, string][] = [
    [t("growth:definition"), definition],
    [t("growth:key"), metric.key],
    [
      t("growth:owner"),
      metric.owner ? metric.owner.name || metric.owner.email : t("growth:nobody"),
    ],
    [t("growth:direction"), t(`growth:better.${direction}`)],
    [t("growth:maturity"), maturity === "0d" ? t("growth:atOnce") : maturity],
    [t("growth:checks"), sayChecks(metric, t)],
  ]
  return (
    <section className="br-card" aria-label={t("growth:meaning")}>
      <h2>{t("growth:meaning")}</h2>
      <dl className="br-facts-list">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function sayChecks({ definition }: Metric, t: Words): string {
  const { at_least: low, at_most: high, never_empty: filled } = definition.check ?? {}
  const said = [
    typeof low === "number" ? t("growth:checkLow", { value: exact(low) }) : "",
    typeof high === "number" ? t("growth:checkHigh", { value: exact(high) }) : "",
    filled ? t("growth:checkFilled") : "",
  ].filter(Boolean)
  return said.length > 0 ? said.join(t("ask:comma")) : t("growth:noChecks")
}
