/** Where may a board be cut into pages? Between bands of tiles that no tile reaches across. */
import type { Tile } from "@/features/board/api"
import { GAP, inOrder, ROW } from "@/features/board/places"

export interface Band {
  /** The first row of the band. */
  top: number
  rows: number
  tiles: Tile[]
}

export function bandsOf(tiles: readonly Tile[]): Band[] {
  const bands: Band[] = []
  for (const tile of inOrder(tiles)) {
    const { y, h } = tile.place
    const last = bands.at(-1)
    if (last && y < last.top + last.rows) {
      last.rows = Math.max(last.rows, y + h - last.top)
      last.tiles.push(tile)
    } else {
      bands.push({ top: y, rows: h, tiles: [tile] })
    }
  }
  return bands
}

/** How high a band is, in pixels: the same as on the board. */
export function heightOf(rows: number): number {
  return rows * (ROW + GAP) - GAP
}

/** Where a tile lies in its band's grid: rows and columns count from 1. */
export function cellOf({ place: { x, y, w, h } }: Tile, band: Band) {
  const row = y - band.top + 1
  return { gridColumn: `${x + 1} / span ${w}`, gridRow: `${row} / span ${h}` }
}
