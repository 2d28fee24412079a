/** The groups with their payback, and the cohorts with their values, as rows of shaded cells. */
import type { ShadedCell, ShadedRow } from "@/charts/ShadedGrid"
import type { Behind, Words } from "@/lib/ask"
import { amount, bucket, exact, labelled, number } from "@/lib/format"
import type { LtvState } from "./ask"
import { curves, groupName, type Ltv } from "./curves"
import { behindCohort, behindGroup, payback } from "./say"

function plain(text: string, name: string): ShadedCell {
  return { text, label: labelled(name, text), level: null }
}

export function groupRows(
  answer: Ltv,
  t: Words,
  onPeople: (behind: Behind) => void,
): { columns: string[]; rows: ShadedRow[] } {
  const columns = ["people", "cost", "cac", "value", "ratio", "payback"].map((key) =>
    t(`ltv:${key}`),
  )
  const rows = curves(answer).map((curve): ShadedRow => {
    const { group } = curve
    const behind = behindGroup(curve, t)
    const ratio = group.value_to_cac
    const texts = [
      exact(group.people),
      amount(group.cost),
      amount(group.cac),
      amount(group.value),
      ratio === null ? "–" : `${number(ratio)}×`,
      payback(group, t),
    ]
    return {
      key: String(curve.place),
      name: groupName(curve, t),
      strong: curve.place === null,
      cells: texts.map((text, i): ShadedCell => {
        const cell = plain(text, columns[i] ?? "")
        if (i === 0) return { ...cell, onOpen: behind && (() => onPeople(behind)) }
        return i === 4 && ratio !== null ? { ...cell, level: Math.min(1, ratio / 4) } : cell
      }),
    }
  })
  return { columns, rows }
}

export function cohortRows(
  answer: Ltv,
  ask: LtvState,
  t: Words,
  onPeople: (behind: Behind) => void,
): { columns: string[]; rows: ShadedRow[] } {
  const widest = answer.cohorts.map((one) => one.values.findLastIndex((v) => v !== null) + 1)
  const shown = Math.max(1, ...widest)
  const most = Math.max(0, ...answer.cohorts.flatMap((one) => one.values.map((v) => v ?? 0)))
  const rows = answer.cohorts.map((one, at): ShadedRow => {
    const behind = behindCohort(answer, at, ask, t)
    const start = bucket(one.start, ask.every, answer.meta.zone)
    return {
      key: one.start,
      name: start,
      cells: [
        {
          ...plain(exact(one.people), t("ltv:people")),
          onOpen: behind && (() => onPeople(behind)),
        },
        plain(amount(one.cac), t("ltv:cac")),
        ...one.values.slice(0, shown).map((value, age): ShadedCell => {
          const days = t("ltv:afterDays", { count: (age + 1) * answer.age_days })
          if (value === null) {
            return {
              text: "",
              label: `${start}, ${days}: ${t("ltv:open")}`,
              level: null,
              hatched: true,
            }
          }
          const paid = one.cac !== null && value >= one.cac
          return {
            text: amount(value),
            label: `${start}, ${days}: ${amount(value)}${paid ? ` · ${t("ltv:isPaid")}` : ""}`,
            level: most > 0 ? Math.max(0, value) / most : 0,
          }
        }),
      ],
    }
  })
  const ages = Array.from({ length: shown }, (_, age) =>
    t("ltv:days", { count: (age + 1) * answer.age_days }),
  )
  return { columns: [t("ltv:people"), t("ltv:cac"), ...ages], rows }
}
