import { Segmented, Select } from "antd"
import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import { AnnotationList } from "@/charts/annotated/AnnotationList"
import { type Mark, numbersAt } from "@/charts/annotated/marks"
import { useMarks } from "@/charts/annotated/useMarks"
import { ShadedGrid, type ShadedRow } from "@/charts/ShadedGrid"
import { useNarrow } from "@/lib/appearance"
import type { AnswerProps, Words } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { isOwn, isSum, type RetentionState } from "./ask"
import type { Part, Retention } from "./grid"
import { partName } from "./say"
import { type Shows, triangle } from "./triangle"

/** Cohort by cohort, of everybody or of one group: shares, people, or what they brought. */
export function CohortGrid({
  ask,
  answer,
  parts,
  onPeople,
}: AnswerProps<RetentionState, Retention> & { parts: readonly Part[] }) {
  const { t } = useTranslation("retention")
  const say = t as unknown as Words
  const narrow = useNarrow()
  const [cells, setCells] = useAddress("cells", "share")
  const [group, setGroup] = useAddress("group", "")
  const starts = useMemo(() => answer.cohorts.map(({ start }) => start), [answer])
  const marking = useMarks(starts, answer.meta.period.to)
  const part = parts.find((one) => String(one.group) === group) ?? parts[0]
  if (part === undefined) return null
  const kinds: Shows[] = ask.value ? ["share", "count", "value"] : ["share", "count"]
  const shows = kinds.find((kind) => kind === cells) ?? "share"
  const grid = triangle(part, ask, say, {
    cells: shows,
    zone: answer.meta.zone,
    short: narrow,
    onPeople,
  })
  return (
    <section aria-label={t("gridTitle")}>
      <header className="br-retention-head">
        <h3>{t("gridTitle")}</h3>
        {grid.running && (
          <small className="br-quiet">{t(isOwn(ask) ? "openKey" : "runningKey")}</small>
        )}
        <div className="br-retention-shown">
          {parts.length > 1 && (
            <Select
              size="small"
              aria-label={t("groupLabel")}
              value={String(part.group)}
              popupMatchSelectWidth={false}
              onChange={(next) => setGroup(next === "null" ? "" : next)}
              options={parts.map((one) => ({
                value: String(one.group),
                label: partName(one, say),
              }))}
            />
          )}
          <Segmented
            size="small"
            aria-label={t("showLabel")}
            value={shows}
            onChange={setCells}
            options={kinds.map((value) => ({
              value,
              label: t(`shows.${value === "value" && !isSum(ask) ? "mean" : value}`),
            }))}
          />
        </div>
      </header>
      <ShadedGrid
        summary={t("gridSummary")}
        corner={t(`cohort.${ask.every}`)}
        columns={grid.columns}
        rows={grid.rows.map((row) => withFlag(row, starts, marking.marks))}
      />
      {marking.on && <AnnotationList marking={marking} zone={answer.meta.zone} />}
    </section>
  )
}

/** A cohort in whose bucket something happened bears the numbers of the list below. */
function withFlag(row: ShadedRow, starts: readonly string[], marks: readonly Mark[]): ShadedRow {
  const numbers = numbersAt(marks, starts.indexOf(row.key))
  return numbers ? { ...row, name: `${row.name} ⚑ ${numbers}` } : row
}
