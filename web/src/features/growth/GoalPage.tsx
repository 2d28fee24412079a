import { PlusOutlined } from "@ant-design/icons"
import { Button, Skeleton } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useMetrics } from "@/features/growth/api"
import { CoreUsers } from "@/features/growth/CoreUsers"
import { GoalDialog } from "@/features/growth/GoalDialog"
import { GoalNode } from "@/features/growth/GoalNode"
import { useGoals, useGoalValues, useRock } from "@/features/growth/goalApi"
import { Opportunities } from "@/features/growth/Opportunities"
import { RockPanel } from "@/features/growth/RockPanel"
import { treeOf } from "@/features/growth/tree"
import { useRange } from "@/lib/range"
import { useGo, useMay } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import "@/features/growth/growth.css"

/** North stars and what drives them as a tree; where most is to be won; whether they stand on rock. */
export function GoalPage() {
  const { t } = useTranslation("growth")
  const may = useMay()
  const go = useGo()
  const [range] = useRange()
  const goals = useGoals()
  const metrics = useMetrics()
  const values = useGoalValues(range)
  const rock = useRock(range, values.isSuccess)
  const [adding, setAdding] = useState(false)
  const waiting = goals.isPending || metrics.isPending
  const failed = [goals, metrics, values].find((one) => one.isError)
  const stars = treeOf(goals.data ?? [], metrics.data ?? [], values.data?.goals ?? [])
  const bare = metrics.data?.length === 0
  const add = may.change && (
    <Button
      type="primary"
      icon={<PlusOutlined />}
      onClick={() => (bare ? go("/insights/trend") : setAdding(true))}
    >
      {bare ? t("newMetric") : t("addStar")}
    </Button>
  )
  return (
    <Page title={t("goals")} lead={t("goalsLead")} extra={stars.length > 0 ? add : undefined}>
      {failed && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      {waiting && <Skeleton active paragraph={{ rows: 6 }} />}
      {!waiting && stars.length === 0 && (
        <section className="br-card">
          <Empty
            title={t("noGoals")}
            hint={bare ? t("noGoalsBare") : t("noGoalsHint")}
            action={add}
          />
        </section>
      )}
      {stars.map((star) => (
        <section key={star.goal.id} className="br-card" aria-label={star.metric?.name ?? ""}>
          <div className="br-tree-scroll">
            <ul className="br-tree">
              <GoalNode node={star} stars={stars} waiting={values.isPending} />
            </ul>
          </div>
          <RockPanel
            of={star.goal.id}
            rock={rock.data?.find((one) => one.of === star.goal.id)}
            failed={rock.error}
          />
        </section>
      ))}
      {stars.length > 0 && (
        <div className="br-goal-pair">
          <Opportunities stars={stars} />
          <CoreUsers />
        </div>
      )}
      {adding && <GoalDialog parent={null} onClose={() => setAdding(false)} />}
    </Page>
  )
}
