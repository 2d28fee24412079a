import { describe, expect, it } from "vitest"
import type { Tile } from "@/features/board/api"
import { inOrder, moved, resized, settled } from "@/features/board/places"

const tile = (id: string, x: number, y: number, w: number, h: number): Tile =>
  ({ id, kind: "question", place: { x, y, w, h } }) as Tile

const shown = (tiles: Tile[]) =>
  Object.fromEntries(inOrder(tiles).map(({ id, place: { x, y, w, h } }) => [id, [x, y, w, h]]))

const TWO_BY_TWO = [
  tile("a", 0, 0, 6, 8),
  tile("b", 6, 0, 6, 8),
  tile("c", 0, 8, 6, 8),
  tile("d", 6, 8, 6, 8),
]

describe("the places of tiles", () => {
  it("fall up where there is room, and never over each other", () => {
    expect(shown(settled([tile("a", 0, 3, 6, 4), tile("b", 0, 20, 6, 2)]))).toEqual({
      a: [0, 0, 6, 4],
      b: [0, 4, 6, 2],
    })
  })

  it("go down past the neighbour, and up again", () => {
    const down = moved(TWO_BY_TWO, "a", 0, 1)
    expect(shown(down)).toEqual({
      c: [0, 0, 6, 8],
      b: [6, 0, 6, 8],
      a: [0, 8, 6, 8],
      d: [6, 8, 6, 8],
    })
    expect(shown(moved(down, "a", 0, -1))).toEqual(shown(TWO_BY_TWO))
  })

  it("push aside what they come over, and stay at the edges", () => {
    expect(shown(moved(TWO_BY_TWO, "a", 1, 0)).b).toEqual([6, 8, 6, 8])
    expect(shown(moved(TWO_BY_TWO, "b", 1, 0))).toEqual(shown(TWO_BY_TWO))
    expect(shown(moved(TWO_BY_TWO, "a", 0, -1))).toEqual(shown(TWO_BY_TWO))
    expect(shown(moved(TWO_BY_TWO, "d", 0, 1))).toEqual(shown(TWO_BY_TWO))
  })

  it("grow to the edge and shrink to what can still be read", () => {
    const wide = resized(TWO_BY_TWO, "a", 20, 0)
    expect(shown(wide).a).toEqual([0, 0, 12, 8])
    expect(shown(wide).b).toEqual([6, 8, 6, 8])
    expect(shown(resized(TWO_BY_TWO, "a", -20, -20)).a).toEqual([0, 0, 3, 5])
  })
})
