/** Which number do shifts and interactions come to? Pure, after the public definitions. */

/** Layout shifts so far: the window that runs, and the worst one. */
export interface Shift {
  /** Milliseconds of the last shift, and of the first of its window. */
  at: number
  begun: number
  sum: number
  most: number
}

const GAP_MS = 1_000
const WINDOW_MS = 5_000
const KEPT = 10
/** One of so many interactions may be slower than INP. */
const FORGIVEN_EACH = 50

/** Add a shift: windows end after a second without one, or five seconds. */
export function windowed(so: Shift, at: number, value: number): Shift {
  const goes = so.sum > 0 && at - so.at < GAP_MS && at - so.begun < WINDOW_MS
  const sum = goes ? so.sum + value : value
  return { at, begun: goes ? so.begun : at, sum, most: Math.max(so.most, sum) }
}

/** Keep the ten longest interactions, each by its longest event, the longest first. */
export function longer<T extends { id: number; ms: number }>(kept: T[], one: T): T[] {
  const same = kept.find(({ id }) => id === one.id)
  if (same && same.ms >= one.ms) return kept
  const others = kept.filter(({ id }) => id !== one.id)
  return [...others, one].sort((a, b) => b.ms - a.ms).slice(0, KEPT)
}

/** Return INP in milliseconds: the longest interaction, of many one that all but a few are below.
 *
 * `ids` are the least and the greatest id; browsers count them in steps of seven.
 */
export function inpOf(longest: { ms: number }[], ids: number[]): number | undefined {
  const [least = 0, most = 0] = ids
  const count = ids.length ? Math.round((most - least) / 7) + 1 : 0
  return longest[Math.min(longest.length - 1, Math.floor(count / FORGIVEN_EACH))]?.ms
}
