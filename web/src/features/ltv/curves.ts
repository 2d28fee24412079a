/** Which curves does an LTV have? Each a group's values by age, seen and then foreseen. */
import type { Schemas } from "@/lib/api"
import type { Words } from "@/lib/ask"
import { sayGroup } from "@/lib/sayings"

export type Ltv = Schemas["LtvAnswer"]
export type Group = Ltv["everybody"]

/** A group with its place in the answer; null is everybody. */
export interface Curve {
  place: number | null
  group: Group
}

export const SHOWS = ["value", "roi"] as const
export type Shows = (typeof SHOWS)[number]
const MOST_DRAWN = 8

/** Everybody, then the groups in the answer's order; those nobody was won in have no curve. */
export function curves(answer: Ltv): Curve[] {
  const groups = (answer.groups ?? []).map((group, place) => ({ place, group }))
  return [{ place: null, group: answer.everybody }, ...groups]
}

export function drawn(answer: Ltv): Curve[] {
  return curves(answer)
    .filter(({ group }) => group.points.some((point) => point.people > 0))
    .slice(0, MOST_DRAWN)
}

export function groupName({ place, group }: Curve, t: Words): string {
  return place === null ? t("ltv:everybody") : sayGroup(group.by, group.other === true, t)
}

export interface Told {
  /** The end of the age, in days. */
  days: number
  people: number
  low: number | null
  value: number
  high: number | null
  foreseen: boolean
}

/** The points of a group, those that were seen first. */
export function pointsOf(group: Group, width: number): Told[] {
  const seen = group.points.flatMap((one, age): Told[] =>
    one.value === null
      ? []
      : [{ days: (age + 1) * width, ...one, value: one.value, foreseen: false }],
  )
  const later = group.foreseen.map((one, i) => ({
    days: (seen.length + i + 1) * width,
    people: 0,
    ...one,
    foreseen: true,
  }))
  return [...seen, ...later]
}

/** A value as it is drawn: itself, or beside what a person cost; null where that is not known. */
export function scaled(value: number | null, group: Group, shows: Shows): number | null {
  if (value === null || shows === "value") return value
  return group.cac ? value / group.cac : null
}

export function anyCosts(answer: Ltv): boolean {
  return curves(answer).some(({ group }) => Boolean(group.cac))
}
