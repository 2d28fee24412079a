/** Which parts of a page were on the screen, and which clicks are of one angry hand? */

/** Height of the parts whose time is told, in CSS pixels, and how many of them at most. */
export const PART_PX = 250
export const MOST_PARTS = 100
export const RAGE_CLICKS = 3
export const RAGE_MS = 1_000
export const RAGE_PX = 30

export interface Click {
  x: number
  y: number
  /** Milliseconds. */
  at: number
}

/** Add `ms` to each part between `top` and `bottom`; a part counts if its middle is there. */
export function addSeen(parts: number[], top: number, bottom: number, ms: number): void {
  for (let part = 0; part < MOST_PARTS; part++) {
    const middle = (part + 0.5) * PART_PX
    if (middle > bottom) return
    while (parts.length <= part) parts.push(0)
    if (middle >= top) parts[part] = (parts[part] ?? 0) + ms
  }
}

/** Say whether the last of `clicks` is the third within a second and 30 pixels; the fourth is told
 * no more, so that a burst counts once. */
export function isRage(clicks: Click[]): boolean {
  return isBurst(clicks.slice(-RAGE_CLICKS)) && !isBurst(clicks.slice(-RAGE_CLICKS - 1, -1))
}

function isBurst(clicks: Click[]): boolean {
  const [first] = clicks
  return (
    !!first &&
    clicks.length >= RAGE_CLICKS &&
    clicks.every(
      ({ x, y, at }) => Math.hypot(x - first.x, y - first.y) <= RAGE_PX && at - first.at <= RAGE_MS,
    )
  )
}
