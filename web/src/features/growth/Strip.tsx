import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { type Metric, type Rock, type Stage, useMetrics, useValue } from "@/features/growth/api"
import { useGoals, useRock, useStages } from "@/features/growth/goalApi"
import { Moved } from "@/features/growth/Moved"
import { Light } from "@/features/growth/RockPanel"
import { withUnit } from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { exact } from "@/lib/format"
import { LATEST } from "@/lib/range"
import { useAt } from "@/lib/session"
import { useWorded } from "@/lib/worded"
import { Sparkline } from "@/ui/Sparkline"
import "@/features/growth/growth.css"

/** The stages that are set and the north stars with their checks, for Home; nothing where none is. */
export function Strip() {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const stages = useStages().data ?? []
  const stars = (useGoals().data ?? []).filter((goal) => goal.parent === null)
  const any = stages.length + stars.length > 0
  const metrics = new Map((useMetrics().data ?? []).map((one) => [one.id, one]))
  const rock = useRock(LATEST, any)
  if (!any) return null
  const checkOf = (of: string) => rock.data?.find((one) => one.of === of)
  return (
    <>
      {stages.length > 0 && (
        <section className="br-strip" aria-label={t("growth:stages")}>
          {stages.map((stage) => {
            const metric = metrics.get(stage.metric)
            if (!metric) return null
            return (
              <StageTile
                key={stage.stage}
                stage={stage}
                metric={metric}
                rock={checkOf(stage.stage)}
              />
            )
          })}
        </section>
      )}
      {stars.length > 0 && (
        <section className="br-card" aria-label={t("growth:goals")}>
          <h2>{t("growth:goals")}</h2>
          <ul className="br-strip-goals">
            {stars.map((goal) => {
              const metric = metrics.get(goal.metric)
              return metric && <Star key={goal.id} metric={metric} rock={checkOf(goal.id)} />
            })}
          </ul>
        </section>
      )}
    </>
  )
}

function StageTile({
  stage,
  metric,
  rock,
}: {
  stage: Stage
  metric: Metric
  rock: Rock | undefined
}) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const at = useAt()
  const value = useValue(metric.id)
  return (
    <Link to={at(`/insights/metrics/${metric.key}`)} className="br-card br-strip-tile">
      <span className="br-quiet">
        {t(`growth:stage.${stage.stage}`)} {rock && <Light state={rock.state} />}
      </span>
      {value.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {value.isError && <span className="br-quiet">{t("growth:notNow")}</span>}
      {value.data && (
        <>
          <span className="br-figure" title={exact(value.data.total)}>
            {withUnit({ ...metric.definition, unit: "" }, value.data.total)}
          </span>
          <small>
            <Moved
              now={value.data.total}
              before={value.data.before}
              direction={metric.definition.direction}
            />{" "}
            {metric.name}
          </small>
          <Sparkline
            points={value.data.points.map((one) => one.value)}
            open
            height={28}
            label={t("growth:last30", { name: metric.name })}
          />
        </>
      )}
    </Link>
  )
}

/** A north star and the first thing that keeps it from standing on rock. */
function Star({ metric, rock }: { metric: Metric; rock: Rock | undefined }) {
  const at = useAt()
  const worded = useWorded()
  const { t } = useTranslation("growth")
  const worst =
    rock?.verdicts.find((one) => one.state === "fail") ??
    rock?.verdicts.find((one) => one.state === "warn")
  return (
    <li>
      {rock && <Light state={rock.state} />}
      <Link to={at("/insights/goals")}>{metric.name}</Link>
      {rock && <span className="br-quiet">{worst ? worded(worst.said) : t("onRock")}</span>}
    </li>
  )
}
