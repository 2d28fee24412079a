/** How does a value of a group differ from the base? Pure; no words, no colours. */
import type { Schemas } from "@/lib/api"

export type Profile = Schemas["ProfileAnswer"]
export type Aspect = Profile["aspects"][number]
export type Trait = Aspect["values"][number]

/** A difference counts where at most this share of all so found are false. */
const FALSE_SHARE = 0.05
/** An index of four times, or a quarter, fills its side of the bar. */
const FULL = 4

export type Verdict = "few" | "untested" | "same" | "more" | "less"

/** What can be said of a value: more or less frequent than in the base, no clear difference, or nothing. */
export function verdict(trait: Trait): Verdict {
  if (trait.few) return "few"
  if (trait.q === null || trait.index === null) return "untested"
  if (trait.q > FALSE_SHARE || trait.index === 100) return "same"
  return trait.index > 100 ? "more" : "less"
}

export interface Bar {
  side: "more" | "less"
  /** Of the half of the track on its side, 0–1; ratios, so that 50 is as long as 200. */
  length: number
}

/** The bar of an index, which grows from 100 in the middle; null where there is no index. */
export function barOf(index: number | null): Bar | null {
  if (index === null) return null
  const away = index > 0 ? Math.log(index / 100) / Math.log(FULL) : -1
  return { side: away < 0 ? "less" : "more", length: Math.min(1, Math.abs(away)) }
}

export interface Placed {
  trait: Trait
  aspect: Aspect
  /** Its places in the answer, by which its people are found. */
  property: number
  value: number
}

export function placed(answer: Profile): Placed[] {
  return answer.aspects.flatMap((aspect, property) =>
    aspect.values.map((trait, value) => ({ trait, aspect, property, value })),
  )
}

/** The value that is clearly, and by the greatest index, more frequent than in the base. */
export function greatest(answer: Profile): Placed | undefined {
  const clear = placed(answer).filter(
    ({ trait }) => !trait.other && verdict(trait) === "more" && trait.index !== null,
  )
  return clear.reduce<Placed | undefined>(
    (best, one) =>
      best === undefined || (one.trait.index ?? 0) > (best.trait.index ?? 0) ? one : best,
    undefined,
  )
}

/** The values with names of their own that differ clearly, the greatest index first. */
export function clearest(answer: Profile, most: number): Placed[] {
  const clear = placed(answer).filter(
    ({ trait }) => !trait.other && ["more", "less"].includes(verdict(trait)),
  )
  return clear
    .sort((a, b) => far(b.trait) - far(a.trait))
    .slice(0, most)
    .sort((a, b) => (b.trait.index ?? 0) - (a.trait.index ?? 0))
}

function far({ index }: Trait): number {
  return index ? Math.abs(Math.log(index / 100)) : Number.POSITIVE_INFINITY
}
