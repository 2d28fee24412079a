/** An LTV in words and as a table. */
import type { Behind, Column, Table, Words } from "@/lib/ask"
import { amount, bucket, exact, number } from "@/lib/format"
import type { LtvState } from "./ask"
import { type Curve, curves, type Group, groupName, type Ltv, pointsOf } from "./curves"

/** "after 34 days", "after 80 days (foreseen)", or that it is not paid back. */
export function payback(group: Group, t: Words): string {
  if (group.cac === 0) return t("ltv:free")
  if (group.payback_days === null) return t(group.cac === null ? "ltv:noCost" : "ltv:notPaid")
  return t(`ltv:paid.${group.payback ?? "seen"}`, { count: Math.ceil(group.payback_days) })
}

export function sentence(answer: Ltv, _: LtvState, t: Words): string {
  const one = answer.everybody
  if (one.people === 0) return t("ltv:nobody")
  const points = pointsOf(one, answer.age_days)
  const last = points.at(-1)
  if (last === undefined) return t("ltv:tooYoung", { people: exact(one.people) })
  const told = t(`ltv:sentence.${last.foreseen ? "foreseen" : "seen"}`, {
    people: exact(one.people),
    value: amount(last.value),
    count: last.days,
  })
  if (one.cac === null) return told
  return t("ltv:sentenceCost", { told, cac: amount(one.cac), payback: payback(one, t) })
}

export function behindGroup(curve: Curve, t: Words, age: number | null = null): Behind | undefined {
  const { place, group } = curve
  const people = age === null ? group.people : (group.points[age]?.people ?? 0)
  if (people === 0) return undefined
  const name = groupName(curve, t)
  return {
    title: age === null ? name : t("ltv:oldEnough", { name, count: age + 1 }),
    cell: {
      ...(place === null ? {} : { group: place }),
      ...(age === null ? {} : { age }),
    },
  }
}

export function behindCohort(answer: Ltv, at: number, ask: LtvState, t: Words): Behind | undefined {
  const one = answer.cohorts[at]
  if (one === undefined || one.people === 0) return undefined
  const start = bucket(one.start, ask.every, answer.meta.zone)
  return { title: t("ltv:wonIn", { start }), cell: { cohort: at } }
}

export function table(answer: Ltv, _: LtvState, t: Words): Table {
  const columns: Column[] = [
    { key: "name", title: t("ltv:group"), is: "text" },
    { key: "people", title: t("ltv:people"), is: "number" },
    { key: "cost", title: t("ltv:cost"), is: "number" },
    { key: "cac", title: t("ltv:cac"), is: "number" },
    { key: "value", title: t("ltv:value"), is: "number" },
    { key: "value_to_cac", title: t("ltv:ratio"), is: "number" },
    { key: "payback", title: t("ltv:payback"), is: "text" },
  ]
  const rows = curves(answer).map((curve) => ({
    key: String(curve.place),
    cells: {
      name: groupName(curve, t),
      people: curve.group.people,
      cost: curve.group.cost,
      cac: curve.group.cac,
      value: curve.group.value,
      value_to_cac: curve.group.value_to_cac,
      payback: payback(curve.group, t),
    },
    behind: (column: string) => (column === "people" ? behindGroup(curve, t) : undefined),
  }))
  return { columns, rows }
}

/** What one point says: its value with bounds, and how many people it is of. */
export function pointText(curve: Curve, at: number, width: number, t: Words): string {
  const one = pointsOf(curve.group, width)[at]
  if (one === undefined) return ""
  const said = {
    name: groupName(curve, t),
    value: amount(one.value),
    low: amount(one.low),
    high: amount(one.high),
    people: number(one.people),
  }
  if (one.foreseen) return t("ltv:point.foreseen", said)
  return t(`ltv:point.${one.low === null ? "alone" : "seen"}`, said)
}
