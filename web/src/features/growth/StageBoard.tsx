import { ThunderboltOutlined } from "@ant-design/icons"
import { Button, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { type Metric, STAGES, type Stage, useMetrics } from "@/features/growth/api"
import { setStages, takeGuesses, useGuesses, useRock, useStages } from "@/features/growth/goalApi"
import { StageCard } from "@/features/growth/StageCard"
import { useUndo } from "@/features/growth/useUndo"
import type { Words } from "@/lib/ask"
import { useRange } from "@/lib/range"
import { useMay } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import "@/features/growth/growth.css"

/** The five stages of growth, each with its metric; made in one click of the events there are. */
export function StageBoard({ words: define }: { words: (one: Metric) => string }) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const may = useMay()
  const [range] = useRange()
  const stages = useStages()
  const metrics = useMetrics()
  const set = stages.data ?? []
  const guesses = useGuesses(stages.isSuccess && set.length < STAGES.length)
  const rock = useRock(range, set.length > 0)
  const { tried, done } = useUndo()
  const found = (guesses.data ?? []).filter(
    (one) => one.definition && !set.some((stage) => stage.stage === one.stage),
  )
  const make = async () => {
    const before = set
    const told = found.map(({ stage, why }) => ({ stage, name: t(`growth:guessed.${why}`) }))
    if (await tried(() => takeGuesses(told))) {
      done(t("growth:made", { count: told.length }), () => setStages(before))
    }
  }
  const keep = (next: Stage[]) => {
    const before = set
    void tried(() => setStages(next)).then((kept) => {
      if (kept) done(t("growth:stageSaved"), () => setStages(before))
    })
  }
  const button = may.change && found.length > 0 && (
    <Button type="primary" icon={<ThunderboltOutlined />} onClick={() => void make()}>
      {t(set.length > 0 ? "growth:fillStages" : "growth:makeStages")}
    </Button>
  )
  const failed = [stages, metrics, guesses].find((one) => one.isError)
  const waiting = stages.isPending || metrics.isPending
  const bare = !waiting && set.length === 0
  return (
    <Page title={t("growth:stages")} lead={t("growth:stagesLead")} extra={!bare && button}>
      {failed && <Problem error={failed.error} onRetry={() => void failed.refetch()} />}
      {waiting && <Skeleton active paragraph={{ rows: 6 }} />}
      {bare && (
        <section className="br-card">
          <Empty title={t("growth:noStages")} hint={t("growth:noStagesHint")} action={button} />
        </section>
      )}
      {!waiting && (
        <ol className="br-stages">
          {STAGES.map((stage) => (
            <StageCard
              key={stage}
              name={stage}
              stages={set}
              metrics={metrics.data ?? []}
              guess={guesses.data?.find((one) => one.stage === stage)}
              rock={rock.data?.find((one) => one.of === stage)}
              range={range}
              words={define}
              onChange={keep}
            />
          ))}
        </ol>
      )}
    </Page>
  )
}
