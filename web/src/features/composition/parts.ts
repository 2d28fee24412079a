/** What are the parts of an answer? Pure; no words, no colours. */
import type { Schemas } from "@/lib/api"

export type Composition = Schemas["CompositionAnswer"]
export type Part = Composition["parts"][number]

export interface Placed {
  part: Part
  /** Its place in the answer, by which its people are found. */
  place: number
}

/** The parts that hold anything, in the period or in a point of it. */
export function placed(answer: Composition): Placed[] {
  return answer.parts
    .map((part, place) => ({ part, place }))
    .filter(({ part }) => part.count > 0 || part.points.some((point) => point.count > 0))
}

/** The greatest part that has a name of its own; undefined of nothing. */
export function greatest(answer: Composition): Part | undefined {
  const own = answer.parts.filter((part) => !part.other && part.count > 0)
  return own.reduce<Part | undefined>(
    (best, part) => (best === undefined || part.count > best.count ? part : best),
    undefined,
  )
}
