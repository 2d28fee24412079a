import { Collapse, InputNumber, Select, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import {
  type Metric,
  type Rock,
  type Stage,
  type StageGuess,
  type StageName,
  useValue,
} from "@/features/growth/api"
import { Moved } from "@/features/growth/Moved"
import { Light, RockPanel } from "@/features/growth/RockPanel"
import { Target } from "@/features/growth/Target"
import { withUnit } from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { exact } from "@/lib/format"
import type { Range } from "@/lib/range"
import { useAt, useMay } from "@/lib/session"
import { Sparkline } from "@/ui/Sparkline"

/** One stage: its metric, target and trend; where it has none, why it is open and what would fill it. */
export function StageCard({
  name,
  stages,
  metrics,
  guess,
  rock,
  range,
  words: define,
  onChange,
}: {
  name: StageName
  stages: Stage[]
  metrics: Metric[]
  guess: StageGuess | undefined
  rock: Rock | undefined
  range: Range
  words: (one: Metric) => string
  onChange: (stages: Stage[]) => void
}) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const may = useMay()
  const stage = stages.find((one) => one.stage === name)
  const metric = metrics.find((one) => one.id === stage?.metric)
  const others = stages.filter((one) => one.stage !== name)
  const choose = (id?: string) =>
    onChange(id ? [...others, { stage: name, metric: id, target: null }] : others)
  return (
    <li className="br-card br-stage" aria-label={t(`growth:stage.${name}`)}>
      <h2>
        {t(`growth:stage.${name}`)} {rock && <Light state={rock.state} />}
      </h2>
      <p className="br-quiet">{t(`growth:stageHint.${name}`)}</p>
      {stage && metric ? (
        <Shown metric={metric} stage={stage} range={range} words={define(metric)} />
      ) : (
        <p>{sayGuess(guess, t)}</p>
      )}
      {may.change && (
        <div className="br-stage-set">
          <Select
            size="small"
            allowClear
            aria-label={t("growth:metricOf", { stage: t(`growth:stage.${name}`) })}
            placeholder={t("growth:chooseMetric")}
            value={metric?.id}
            options={metrics.map((one) => ({ value: one.id, label: one.name }))}
            onChange={choose}
          />
          {stage && (
            <InputNumber
              key={String(stage.target)}
              size="small"
              aria-label={t("growth:target")}
              placeholder={t("growth:target")}
              {...(stage.target === null ? {} : { defaultValue: stage.target })}
              onBlur={(event) => {
                const typed = event.target.value.replaceAll(/[^\d.-]/g, "")
                const target = typed === "" ? null : Number(typed)
                if (target !== stage.target) onChange([...others, { ...stage, target }])
              }}
            />
          )}
        </div>
      )}
      {rock && (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: "rock",
              label: t("growth:rock"),
              children: <RockPanel of={name} rock={rock} />,
            },
          ]}
        />
      )}
    </li>
  )
}

function Shown({
  metric,
  stage,
  range,
  words,
}: {
  metric: Metric
  stage: Stage
  range: Range
  words: string
}) {
  const { t } = useTranslation("growth")
  const at = useAt()
  const value = useValue(metric.id, range)
  const { definition } = metric
  if (value.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  if (value.isError) return <p className="br-quiet">{t("notNow")}</p>
  const { total, before = null, points } = value.data
  return (
    <>
      <p className="br-goal-value">
        <strong className="br-figure" title={exact(total)}>
          {withUnit(definition, total)}
        </strong>
        <Moved now={total} before={before} direction={definition.direction} />
      </p>
      <Link to={at(`/insights/metrics/${metric.key}`)}>{metric.name}</Link>
      <p className="br-quiet">{metric.description || words}</p>
      <Sparkline points={points.map((one) => one.value)} open label={metric.name} />
      <Target goal={stage} definition={definition} value={total} />
    </>
  )
}

/** Why a stage is open, or which event could stand for it. */
function sayGuess(guess: StageGuess | undefined, t: Words): string {
  if (!guess) return ""
  if (guess.why === "open") return t(`growth:open.${guess.stage}`)
  return t("growth:couldBe", { event: guess.event, what: t(`growth:guessed.${guess.why}`) })
}
