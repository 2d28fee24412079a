/** What is known of the page itself? Its size, and what lies where. Pure. */
import type { Schemas } from "@/lib/api"

export type Heat = Schemas["HeatAnswer"]
export type Side = Heat["map"]
export type HeatSpot = Side["spots"][number]
export type HeatElement = Heat["elements"][number]

const USUAL = { width: 1280, fold: 720 }
const NARROWEST = 320
/** Bands of empty page below the last click. */
const BELOW = 4

export interface Extent {
  width: number
  height: number
  bands: number
  fold: number | null
}

/** Return the size of the page as it is drawn, in its own pixels. */
export function extentOf(answer: Heat): Extent {
  const { map, versus, band } = answer
  const sides = versus ? [map, versus] : [map]
  const last = Math.max(0, ...sides.flatMap((side) => side.spots.map((spot) => spot.band + 1)))
  const known = Math.max(0, ...sides.map((side) => side.height_px ?? 0))
  const seen = Math.max(0, ...sides.map((side) => side.reach.length))
  const usual = Math.ceil(USUAL.fold / band)
  const bands = Math.max(usual, Math.ceil(known / band) || Math.max(seen, last + BELOW))
  return {
    width: Math.max(NARROWEST, map.width_px ?? USUAL.width),
    height: bands * band,
    bands,
    fold: map.fold_px ?? null,
  }
}

export const LAYERS = ["clicks", "rage", "dead", "reach", "difference"] as const
export type Layer = (typeof LAYERS)[number]

/** Return what may be drawn of an answer. */
export function layersOf(answer: Heat): Layer[] {
  const { map, versus } = answer
  const found: Layer[] = ["clicks"]
  if (map.rage > 0) found.push("rage")
  if (map.dead > 0) found.push("dead")
  if (map.reach.length > 0) found.push("reach")
  if (versus) found.push("difference")
  return found
}

export interface Difference {
  column: number
  band: number
  /** Clicks for each view, here less there. */
  by: number
}

/** Return by how many clicks a view the cells of both sides differ. */
export function differences(answer: Heat): Difference[] {
  const cells = new Map<string, Difference>()
  const add = (side: Side | null | undefined, sign: number) => {
    for (const { column, band, clicks } of side?.views ? side.spots : []) {
      const key = `${column} ${band}`
      const one = cells.get(key) ?? { column, band, by: 0 }
      cells.set(key, { ...one, by: one.by + (sign * clicks) / (side?.views ?? 1) })
    }
  }
  add(answer.map, 1)
  add(answer.versus, -1)
  return [...cells.values()]
}

/** Return the cell of the map at a place (0–1) of the drawn page, or the nearest clicked beside it. */
export function spotAt(answer: Heat, extent: Extent, x: number, y: number): HeatSpot | undefined {
  const column = Math.floor(x * answer.columns)
  const band = Math.floor(y * extent.bands)
  const near = answer.map.spots.filter(
    (spot) => Math.abs(spot.column - column) <= 1 && Math.abs(spot.band - band) <= 1,
  )
  return near.sort((a, b) => b.clicks - a.clicks)[0]
}

/** What an element is called: its words, else where its link leads, else its selector. */
export function elementName(element: HeatElement): string {
  return element.text || element.href || element.selector
}

/** Return the pixels down to which at least half of the measured views came; null of none. */
export function middleOf(answer: Heat): number | null {
  const { reach } = answer.map
  if (reach.length === 0) return null
  return reach.filter(({ share }) => (share ?? 0) >= 0.5).length * answer.band
}
