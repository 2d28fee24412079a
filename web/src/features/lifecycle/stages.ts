/** What does a lifecycle answer say, bucket by bucket and move by move? Pure; no words, no colours. */
import type { Schemas } from "@/lib/api"

export type Lifecycle = Schemas["LifecycleAnswer"]
export type Stage = Lifecycle["stages"][number]
export type Move = Lifecycle["moves"][number]
export type State = Move["from"]

export const ACTIVE = ["new", "returning", "resurrecting"] as const
export const FROM = ["new", "returning", "resurrecting", "dormant"] as const
export const TO = ["returning", "resurrecting", "dormant"] as const

/** Everybody who was active in a bucket. */
export function actives(stage: Stage): number {
  return stage.new + stage.returning + stage.resurrecting
}

/** The newest bucket that has ended, else the newest; null of none. */
export function newest(stages: readonly Stage[]): Stage | null {
  return stages.findLast((one) => one.complete) ?? stages.at(-1) ?? null
}

export function moveOf(answer: Lifecycle, from: State, to: State): Move | null {
  return answer.moves.find((one) => one.from === from && one.to === to) ?? null
}

/** Newly active for each who fell dormant, over the buckets that have ended: above 1 it grows. */
export function quickRatio(stages: readonly Stage[]): number | null {
  const ended = stages.filter((one) => one.complete)
  const gained = ended.reduce((sum, one) => sum + one.new + one.resurrecting, 0)
  const lost = ended.reduce((sum, one) => sum + one.dormant, 0)
  return lost === 0 ? null : gained / lost
}
