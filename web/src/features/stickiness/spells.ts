/** What does stickiness say, week by week? Pure; no words, no colours. */
import type { Schemas } from "@/lib/api"

export type Stickiness = Schemas["StickinessAnswer"]
export type Spell = Stickiness["spells"][number]

export interface DayCount {
  days: number
  people: number
  share: number | null
  /** Active on so many days or more. */
  atLeast: number
  atLeastShare: number | null
}

/** The place of the newest week or month that has ended, else of the newest; -1 of none. */
export function newestPlace(spells: readonly Spell[]): number {
  const ended = spells.findLastIndex((one) => one.complete)
  return ended >= 0 ? ended : spells.length - 1
}

export function countsOf(spell: Spell): DayCount[] {
  const share = (people: number) => (spell.people === 0 ? null : people / spell.people)
  return spell.days.map((people, at) => {
    const atLeast = spell.days.slice(at).reduce((sum, one) => sum + one, 0)
    const shares = { share: share(people), atLeastShare: share(atLeast) }
    return { days: at + 1, people, atLeast, ...shares }
  })
}

/** Days of activity a person, on average; null where nobody was. */
export function meanDays(spell: Spell): number | null {
  if (spell.people === 0) return null
  return spell.days.reduce((sum, people, at) => sum + people * (at + 1), 0) / spell.people
}

/** The mean share of each number of days over all that have ended, person by person. */
export function usualShares(spells: readonly Spell[]): (number | null)[] {
  const ended = spells.filter((one) => one.complete && one.people > 0)
  const all = ended.reduce((sum, one) => sum + one.people, 0)
  const width = Math.max(0, ...ended.map((one) => one.days.length))
  return Array.from({ length: width }, (_, at) => {
    const people = ended.reduce((sum, one) => sum + (one.days[at] ?? 0), 0)
    return all === 0 ? null : people / all
  })
}
