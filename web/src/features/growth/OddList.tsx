import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Metric, MetricAnswer } from "@/features/growth/api"
import { ChangeView } from "@/features/growth/ChangeView"
import { oddDays } from "@/features/growth/odd"
import { withUnit } from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { day, sentences } from "@/lib/format"

/** The points that are out of the ordinary, newest first; each can be asked what explains it. */
export function OddList({ metric, answer }: { metric: Metric; answer: MetricAnswer }) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const [asked, ask] = useState<string | null>(null)
  const found = oddDays(answer)
  const said = (value: number | null | undefined) => withUnit(metric.definition, value)
  if (found.length === 0) return null
  const open = found.find(({ from }) => from === asked)
  return (
    <section className="br-card" aria-label={t("growth:oddTitle")}>
      <h2>{t("growth:oddTitle")}</h2>
      <ul className="br-odd">
        {found.map(({ from, point }) => (
          <li key={from} className="br-odd-day">
            <strong>{day(point.start, answer.meta.zone)}</strong>
            <span>
              {sentences(
                t(`growth:oddLine.${(point.score ?? 0) > 0 ? "more" : "less"}`, {
                  value: said(point.value),
                  expected: said(point.expected),
                  low: said(point.low),
                  high: said(point.high),
                }),
                point.holiday ? t("growth:onHoliday", { holiday: point.holiday }) : "",
              )}
            </span>
            <Button
              size="small"
              aria-expanded={asked === from}
              onClick={() => ask(asked === from ? null : from)}
            >
              {t("growth:explain")}
            </Button>
          </li>
        ))}
      </ul>
      {open && (
        <ChangeView
          key={open.from}
          metric={metric}
          range={{ from: open.from, to: open.to }}
          compare="week"
          title={t("growth:oddWhy", { day: day(open.point.start, answer.meta.zone) })}
          ready
        />
      )}
    </section>
  )
}
