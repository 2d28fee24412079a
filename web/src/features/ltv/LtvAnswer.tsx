import { Segmented } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { Chart } from "@/charts/Chart"
import { ShadedGrid } from "@/charts/ShadedGrid"
import { useMode, useNarrow } from "@/lib/appearance"
import { type AnswerProps, oneOf, type Words } from "@/lib/ask"
import { sentences, share } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useAt } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { LtvState } from "./ask"
import { curvesOption } from "./chart"
import { anyCosts, type Ltv, SHOWS } from "./curves"
import { cohortRows, groupRows } from "./rows"
import { sentence } from "./say"

/** The curves, what people cost and when that is paid back, and cohort by cohort. */
export function LtvAnswer({ ask, answer, onPeople }: AnswerProps<LtvState, Ltv>) {
  const { t, i18n } = useTranslation("ltv")
  const say = t as unknown as Words
  const mode = useMode()
  const narrow = useNarrow()
  const at = useAt()
  const costs = anyCosts(answer)
  const [chosen, choose] = useAddress("curve", "value")
  const shows = costs ? oneOf(chosen, SHOWS, "value") : "value"
  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  const option = useMemo(
    () => curvesOption(answer, shows, say, mode),
    [answer, shows, mode, i18n.language],
  )
  if (answer.everybody.people === 0) return <Empty title={t("nobody")} hint={t("nobodyHint")} />
  const groups = groupRows(answer, say, onPeople)
  const cohorts = cohortRows(answer, ask, say, onPeople)
  const foreseen = answer.everybody.foreseen.length > 0
  return (
    <Parts>
      <Part
        title={t("curvesTitle")}
        note={sentences(
          t("curvesKey"),
          foreseen ? t("foreseenKey", { level: share(answer.level) }) : "",
        )}
        extra={
          costs && (
            <Segmented
              size="small"
              aria-label={t("showLabel")}
              value={shows}
              onChange={choose}
              options={SHOWS.map((value) => ({ value, label: t(`shows.${value}`) }))}
            />
          )
        }
      >
        <Chart option={option} summary={sentence(answer, ask, say)} height={narrow ? 300 : 360} />
      </Part>
      <Part
        title={t("paybackTitle")}
        extra={<Link to={at("/data/costs")}>{t(costs ? "changeCosts" : "addCosts")}</Link>}
      >
        <ShadedGrid
          summary={t("paybackSummary")}
          corner={t("group")}
          columns={groups.columns}
          rows={groups.rows}
        />
      </Part>
      <Part title={t("cohortsTitle")} note={t("cohortsKey")}>
        <ShadedGrid
          summary={t("cohortsSummary")}
          corner={t(`cohort.${ask.every}`)}
          columns={cohorts.columns}
          rows={cohorts.rows}
        />
      </Part>
    </Parts>
  )
}
