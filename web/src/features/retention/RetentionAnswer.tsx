import { Button, Space } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router"
import { Chart } from "@/charts/Chart"
import { useMode, useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { Empty } from "@/ui/Empty"
import { isOwn, type RetentionState } from "./ask"
import { CohortGrid } from "./CohortGrid"
import { curveOption } from "./curve"
import { partsOf, type Retention, started } from "./grid"
import { sentence } from "./say"
import "./retention.css"
import { sentences } from "@/lib/format"

/** The curve of coming back, and the triangle of cohorts below it. */
export function RetentionAnswer({ ask, answer, onPeople }: AnswerProps<RetentionState, Retention>) {
  const { t, i18n } = useTranslation("retention")
  const say = t as unknown as Words
  const narrow = useNarrow()
  const mode = useMode()
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const option = useMemo(
    () => curveOption(answer, ask, say, mode),
    [answer, ask, mode, i18n.language],
  )
  if (started(answer) === 0) return <Nobody ask={ask} />
  const parts = partsOf(answer)
  const key = parts.length > 1 ? "curveKeyGroups" : isOwn(ask) ? "curveKeyOwn" : "curveKey"
  return (
    <div className="br-retention">
      <section aria-label={t("curveTitle")}>
        <header className="br-retention-head">
          <h3>{t(ask.value ? "valueTitle" : "curveTitle")}</h3>
          <small className="br-quiet">{sentences(t(key), t("bandKey"))}</small>
        </header>
        <Chart option={option} summary={sentence(answer, ask, say)} height={narrow ? 240 : 300} />
      </section>
      <CohortGrid ask={ask} answer={answer} parts={parts} onPeople={onPeople} />
    </div>
  )
}

/** Nobody started: why that may be, and what would change it. */
function Nobody({ ask }: { ask: RetentionState }) {
  const { t } = useTranslation("retention")
  const [, setSearch] = useSearchParams()
  const set = (name: string, value: string) =>
    setSearch((now) => {
      const next = new URLSearchParams(now)
      next.set(name, value)
      return next
    })
  return (
    <Empty
      title={t("nobodyTitle")}
      hint={ask.kind === "first" ? t("nobodyFirst") : t("nobodyHint")}
      action={
        <Space wrap>
          {ask.kind === "first" && (
            <Button onClick={() => set("kind", "recurring")}>{t("startAnew")}</Button>
          )}
          {ask.start !== "any" && (
            <Button onClick={() => set("start", "any")}>{t("startAny")}</Button>
          )}
        </Space>
      }
    />
  )
}
