import { expect, test } from "vitest"
import type { Tile } from "@/features/board/api"
import { bandsOf, cellOf, heightOf } from "@/features/board/bands"

const tile = (id: string, x: number, y: number, w: number, h: number): Tile => ({
  id,
  kind: "text",
  title: "",
  text: id,
  show: "chart",
  place: { x, y, w, h },
})

test("a board is cut where no tile reaches across", () => {
  const board = [tile("c", 0, 8, 12, 6), tile("a", 0, 0, 6, 8), tile("b", 6, 0, 6, 4)]
  expect(bandsOf(board).map((band) => band.tiles.map(({ id }) => id))).toEqual([["a", "b"], ["c"]])
})

test("tiles that overlap in rows stay together, each in its own place", () => {
  const board = [tile("a", 0, 0, 6, 8), tile("b", 6, 4, 6, 8), tile("c", 0, 12, 3, 2)]
  const [first, second] = bandsOf(board)
  expect(first?.rows).toBe(12)
  expect(first && cellOf(board[1] as Tile, first)).toEqual({
    gridColumn: "7 / span 6",
    gridRow: "5 / span 8",
  })
  expect(second?.top).toBe(12)
  expect(heightOf(2)).toBe(92)
})
