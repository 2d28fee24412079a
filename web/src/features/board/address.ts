/** What is a tile called, and where is its question asked? */
import type { Tile } from "@/features/board/api"
import type { Shown } from "@/features/board/useTile"
import { loadCommon, type Words, writeCommon } from "@/lib/ask"

/** The names of saved questions, by their ids. */
export type SavedNames = Readonly<Record<string, string>>

/** Its own title, else its saved question's, else as one would call what it asks. */
export function titleOf(tile: Tile, names: SavedNames, shown: Shown | null, t: Words): string {
  const own = tile.title || (tile.question ? names[tile.question] : "")
  if (own) return own
  if (tile.kind === "text") return t("board:textTile")
  return shown ? shown.how.title(shown.how.load(shown.ask), t) : t("board:questionTile")
}

/** The address of a tile's question as it stands on the board, its filters included. */
export function tilePath({ how, ask, kind, chart }: Shown, saved: string | null): string {
  const search = new URLSearchParams(how.write(how.load(ask)))
  for (const [name, value] of writeCommon(loadCommon(ask))) search.append(name, value)
  search.set("from", typeof ask.from === "string" ? ask.from : "-30d")
  if (typeof ask.to === "string") search.set("to", ask.to)
  if (saved) search.set("q", saved)
  if (chart) search.set("chart", chart)
  return `/insights/${kind}?${search}`
}
