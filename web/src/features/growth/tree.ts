/** How do goals stand as a tree, and where is most to be won? */
import type { Goal, GoalValue, Metric } from "@/features/growth/api"

export interface Node {
  goal: Goal
  metric: Metric | undefined
  value: GoalValue | undefined
  drivers: Node[]
}

/** The north stars with what drives them, in their order. */
export function treeOf(
  goals: readonly Goal[],
  metrics: readonly Metric[],
  values: readonly GoalValue[],
): Node[] {
  const named = new Map(metrics.map((one) => [one.id, one]))
  const told = new Map(values.map((one) => [one.goal, one]))
  const under = (parent: string | null): Node[] =>
    goals
      .filter((one) => one.parent === parent)
      .sort((a, b) => a.place - b.place)
      .map((goal) => ({
        goal,
        metric: named.get(goal.metric),
        value: told.get(goal.id),
        drivers: under(goal.id),
      }))
  return under(null)
}

export function flat(nodes: readonly Node[]): Node[] {
  return nodes.flatMap((node) => [node, ...flat(node.drivers)])
}

export interface Opportunity {
  node: Node
  star: Node
  headroom: number
  /** Of the largest, 0–1. */
  length: number
}

/** Drivers by what their north star would gain, most first; those that would gain nothing are out. */
export function opportunities(stars: readonly Node[]): Opportunity[] {
  const found = stars.flatMap((star) => {
    const sign = star.metric?.definition.direction === "down" ? -1 : 1
    return flat(star.drivers).flatMap((node) => {
      const gain = node.value?.headroom
      return typeof gain === "number" && gain * sign > 0 ? [{ node, star, headroom: gain }] : []
    })
  })
  found.sort((a, b) => Math.abs(b.headroom) - Math.abs(a.headroom))
  const most = Math.abs(found[0]?.headroom ?? 1)
  return found.map((one) => ({ ...one, length: Math.abs(one.headroom) / most }))
}

/** Where a goal may be moved to: not below itself, nor where it stands. */
export function placesFor(goal: Goal, stars: readonly Node[]): Node[] {
  const own = flat(stars).find((node) => node.goal.id === goal.id)
  const below = new Set(own ? flat([own]).map((node) => node.goal.id) : [])
  return flat(stars).filter((node) => !below.has(node.goal.id) && node.goal.id !== goal.parent)
}
