import { Button, Segmented, Space } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router"
import { Chart } from "@/charts/Chart"
import { ShadedGrid } from "@/charts/ShadedGrid"
import { useMode, useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { Empty } from "@/ui/Empty"
import type { RetentionState } from "./ask"
import { curveOption } from "./curve"
import { type Retention, started } from "./grid"
import { sentence } from "./say"
import { triangle } from "./triangle"
import "./retention.css"

/** The curve of coming back, and the triangle of cohorts below it. */
export function RetentionAnswer({ ask, answer, onPeople }: AnswerProps<RetentionState, Retention>) {
  const { t, i18n } = useTranslation("retention")
  const say = t as unknown as Words
  const [cells, setCells] = useAddress("cells", "share")
  const narrow = useNarrow()
  const mode = useMode()
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const option = useMemo(
    () => curveOption(answer, ask, say, mode),
    [answer, ask, mode, i18n.language],
  )
  if (started(answer) === 0) return <Nobody ask={ask} />
  const grid = triangle(answer, ask, say, {
    cells: cells === "count" ? "count" : "share",
    short: narrow,
    onPeople,
  })
  return (
    <div className="br-retention">
      <section aria-label={t("curveTitle")}>
        <header className="br-retention-head">
          <h3>{t("curveTitle")}</h3>
          <small className="br-quiet">{t("curveKey")}</small>
        </header>
        <Chart option={option} summary={sentence(answer, ask, say)} height={narrow ? 220 : 280} />
      </section>
      <section aria-label={t("gridTitle")}>
        <header className="br-retention-head">
          <h3>{t("gridTitle")}</h3>
          {grid.running && <small className="br-quiet">{t("runningKey")}</small>}
          <Segmented
            size="small"
            aria-label={t("showLabel")}
            value={cells === "count" ? "count" : "share"}
            onChange={setCells}
            options={[
              { value: "share", label: t("shares") },
              { value: "count", label: t("counts") },
            ]}
          />
        </header>
        <ShadedGrid
          summary={t("gridSummary")}
          corner={t(`cohort.${ask.every}`)}
          columns={grid.columns}
          rows={grid.rows}
        />
      </section>
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
