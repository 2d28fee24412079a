import { useQuery } from "@tanstack/react-query"
import { Grid } from "antd"
import { useCallback, useEffect, useMemo } from "react"
import { useTranslation } from "react-i18next"
import { askPublic, fetchPublic, type Tile } from "@/features/board/api"
import { inOrder } from "@/features/board/places"
import { TileCard } from "@/features/board/TileCard"
import { TileGrid } from "@/features/board/TileGrid"
import type { Source } from "@/features/board/useTile"
import { Mark } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"
import "@/features/board/board.css"

const EVERY_MS = 5 * 60_000
const NO_NAMES = {}

/** A board as whoever has its link sees it: what its tiles say, and no way further in. */
export function PublicBoard({ token }: { token: string }) {
  const { t } = useTranslation("board")
  const wide = Grid.useBreakpoint().md ?? true
  const board = useQuery({
    queryKey: ["public", token],
    queryFn: ({ signal }) => fetchPublic(token, signal),
    refetchInterval: EVERY_MS,
  })
  const source = useMemo<Source>(
    () => ({
      key: ["public", token],
      ask: (tile, signal) => askPublic(token, tile.id, signal),
      every: EVERY_MS,
      open: false,
    }),
    [token],
  )
  const show = useCallback(
    (tile: Tile) => <TileCard tile={tile} source={source} names={NO_NAMES} />,
    [source],
  )
  useEffect(() => {
    if (board.data) document.title = `${board.data.name} · Bellrock`
  }, [board.data])
  if (board.isError) {
    return (
      <main className="br-alone">
        <Problem error={board.error} onRetry={() => void board.refetch()} />
      </main>
    )
  }
  if (!board.data) return <Waiting />
  const { name, description, tiles, zone } = board.data
  return (
    <main className="br-public" aria-label={name}>
      <header className="br-page-head">
        <div>
          <h1>{name}</h1>
          {description && <p className="br-quiet">{description}</p>}
        </div>
      </header>
      {wide ? (
        <TileGrid tiles={tiles} arranging={false} onChange={() => undefined} show={show} />
      ) : (
        <div className="br-board-list">
          {inOrder(tiles).map((tile) => (
            <div key={tile.id}>{show(tile)}</div>
          ))}
        </div>
      )}
      <footer className="br-quiet-line">
        <Mark size={18} /> {t("madeWith", { zone })}
      </footer>
    </main>
  )
}
