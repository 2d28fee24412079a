/** What does a tile say? Its question asked of the server, and the kind that knows how to show it. */
import { useQuery } from "@tanstack/react-query"
import type { Tile, TileAnswer } from "@/features/board/api"
import { useParts } from "@/features/board/parts"
import type { AnyKind } from "@/lib/ask"

/** Where the tiles of a board are asked: by members, or by whoever has its link. */
export interface Source {
  /** Tells one board and its filters from another. */
  key: readonly unknown[]
  ask: (tile: Tile, signal: AbortSignal) => Promise<TileAnswer>
  /** How often to ask anew, in milliseconds; false for never. */
  every: number | false
  /** Whether people and definitions can be opened. */
  open: boolean
}

export interface Shown extends TileAnswer {
  how: AnyKind
}

export function useTile(tile: Tile, source: Source) {
  const { load } = useParts()
  return useQuery({
    queryKey: ["tile", ...source.key, tile.id, tile.question, JSON.stringify(tile.ask ?? null)],
    queryFn: async ({ signal }): Promise<Shown> => {
      const said = await source.ask(tile, signal)
      return { ...said, how: await load(said.kind) }
    },
    enabled: tile.kind !== "text",
    placeholderData: (before) => before,
    structuralSharing: false,
    refetchInterval: source.every,
    staleTime: 60_000,
  })
}
