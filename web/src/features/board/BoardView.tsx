import { Grid } from "antd"
import { useCallback, useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { askTile, type Tile } from "@/features/board/api"
import { BoardHeader } from "@/features/board/BoardHeader"
import { FilterBar } from "@/features/board/FilterBar"
import { inOrder } from "@/features/board/places"
import { TileCard } from "@/features/board/TileCard"
import { TileGrid } from "@/features/board/TileGrid"
import { TileTools } from "@/features/board/TileTools"
import { useBoard } from "@/features/board/useBoard"
import { useOverride } from "@/features/board/useOverride"
import type { Source } from "@/features/board/useTile"
import { useWall } from "@/features/board/useWall"
import { AnnotatedPlace } from "@/lib/annotations"
import { useProject } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"
import "@/features/board/board.css"

const WALL_MS = 60_000

/** A board: filters over all its tiles, and the tiles in their places. */
export function BoardView({ id }: { id: string }) {
  const { t } = useTranslation("board")
  const { name } = useProject()
  const state = useBoard(id)
  const [over] = useOverride()
  const [arranging, setArranging] = useState(false)
  const [said, setSaid] = useState("")
  const wide = Grid.useBreakpoint().md ?? true
  const wall = useWall()
  const { board, tiles, setTiles } = state
  const asked = JSON.stringify([over, board?.filters])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` holds the filters by value
  const source = useMemo<Source>(
    () => ({
      key: [name, id, asked],
      ask: (tile, signal) => askTile(id, tile.id, over, signal),
      every: wall.on ? WALL_MS : false,
      open: true,
    }),
    [name, id, asked, wall.on],
  )
  const names = useMemo(
    () => Object.fromEntries((board?.questions ?? []).map((one) => [one.id, one.name])),
    [board],
  )
  const show = useCallback(
    (tile: Tile) => (
      <TileCard tile={tile} source={source} names={names}>
        {arranging && (
          <TileTools
            tile={tile}
            title={tile.title || names[tile.question ?? ""] || t(`kind.${tile.kind}`)}
            tiles={tiles}
            onChange={setTiles}
            onSay={setSaid}
          />
        )}
      </TileCard>
    ),
    [source, names, arranging, tiles, setTiles, t],
  )
  if (state.query.isError) {
    return <Problem error={state.query.error} onRetry={() => void state.query.refetch()} />
  }
  if (!board) return <Waiting />
  return (
    <section
      ref={wall.place}
      className={wall.on ? "br-page br-board br-wall" : "br-page br-board"}
      aria-label={board.name}
    >
      <BoardHeader
        state={state}
        board={board}
        arranging={arranging}
        onArrange={wide ? setArranging : null}
        wall={wall}
      />
      {state.failed !== null && <Problem error={state.failed} />}
      {!wall.on && (
        <FilterBar
          board={board}
          onKeep={board.may_change ? (filters) => state.change({ filters }) : null}
        />
      )}
      <p className="br-offscreen-text" role="status">
        {said}
      </p>
      {tiles.length === 0 && <Empty title={t("noTiles")} hint={t("noTilesHint")} />}
      <AnnotatedPlace value="shown">
        {wide ? (
          <TileGrid tiles={tiles} arranging={arranging} onChange={setTiles} show={show} />
        ) : (
          <div className="br-board-list">
            {inOrder(tiles).map((tile) => (
              <div key={tile.id}>{show(tile)}</div>
            ))}
          </div>
        )}
      </AnnotatedPlace>
    </section>
  )
}
