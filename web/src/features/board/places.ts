/** Where do tiles lie? Twelve columns; every tile falls up as far as it can. */
import type { Tile } from "@/features/board/api"

export interface Place {
  x: number
  y: number
  w: number
  h: number
}

export const COLUMNS = 12
export const ROW = 40
export const GAP = 12
const TALLEST = 60
const LEAST: Record<Tile["kind"], { w: number; h: number }> = {
  question: { w: 3, h: 5 },
  number: { w: 2, h: 3 },
  text: { w: 2, h: 2 },
}

export function leastOf(tile: Tile): { w: number; h: number } {
  return LEAST[tile.kind]
}

/** The tiles as they are read: row by row, from the left. */
export function inOrder(tiles: readonly Tile[]): Tile[] {
  return [...tiles].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x)
}

/** Let every tile fall up as far as those before it allow. */
export function settled(tiles: readonly Tile[]): Tile[] {
  const laid: Tile[] = []
  for (const tile of inOrder(tiles)) {
    const under = laid.filter((one) => isAbove(one.place, tile.place))
    const y = Math.max(0, ...under.map(({ place }) => place.y + place.h))
    laid.push({ ...tile, place: { ...tile.place, y } })
  }
  return laid
}

/** Move a tile by one step: sideways by a column, up and down past its neighbour. */
export function moved(tiles: readonly Tile[], id: string, dx: number, dy: number): Tile[] {
  const tile = tiles.find((one) => one.id === id)
  if (!tile) return [...tiles]
  const { place } = tile
  const x = Math.min(COLUMNS - place.w, Math.max(0, place.x + dx))
  const others = tiles.filter((one) => one.id !== id)
  // Half a row decides who of two comes first; `settled` gives them whole rows again.
  let y = place.y - 0.5
  if (dy < 0) y = Math.max(...edges(others, place, -1), 0) - 0.5
  if (dy > 0) y = Math.min(...edges(others, place, 1), place.y + place.h) + 0.5
  return settled([...others, { ...tile, place: { ...place, x, y } }])
}

/** Where the tiles begin that stand over (or under) a place. */
function edges(others: readonly Tile[], place: Place, side: -1 | 1): number[] {
  const near = others.filter(
    (one) => isAbove(one.place, place) && (one.place.y - place.y) * side > 0,
  )
  const starts = near.map((one) => one.place.y)
  if (side < 0) return starts
  return starts.length > 0 ? starts : [Number.POSITIVE_INFINITY]
}

/** Make a tile wider or higher by one step. */
export function resized(tiles: readonly Tile[], id: string, dw: number, dh: number): Tile[] {
  return settled(
    tiles.map((tile) => {
      if (tile.id !== id) return tile
      const { place } = tile
      const least = leastOf(tile)
      const w = Math.min(COLUMNS - place.x, Math.max(least.w, place.w + dw))
      const h = Math.min(TALLEST, Math.max(least.h, place.h + dh))
      return { ...tile, place: { ...place, w, h } }
    }),
  )
}

/** Whether two places share a column, so that one stands over the other. */
function isAbove(a: Place, b: Place): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w
}

export function samePlaces(a: readonly Tile[], b: readonly Tile[]): boolean {
  const of = (tiles: readonly Tile[]) =>
    JSON.stringify(tiles.map(({ id, place: { x, y, w, h } }) => [id, x, y, w, h]).sort())
  return of(a) === of(b)
}
