import { useMemo } from "react"
import GridLayout, { type Layout, useContainerWidth } from "react-grid-layout"
import "react-grid-layout/css/styles.css"
import type { Tile } from "@/features/board/api"
import { COLUMNS, GAP, leastOf, ROW, settled } from "@/features/board/places"

/** Tiles in a grid; while it is arranged they are dragged by their grips and resized at a corner. */
export function TileGrid({
  tiles,
  arranging,
  onChange,
  show,
}: {
  tiles: Tile[]
  arranging: boolean
  onChange: (tiles: Tile[]) => void
  show: (tile: Tile) => React.ReactNode
}) {
  const { width, containerRef, mounted } = useContainerWidth()
  const layout = useMemo(
    () =>
      tiles.map((tile) => {
        const { x, y, w, h } = tile.place
        const least = leastOf(tile)
        return {
          i: tile.id,
          x: x ?? 0,
          y: y ?? 0,
          w: w ?? 6,
          h: h ?? 8,
          minW: least.w,
          minH: least.h,
        }
      }),
    [tiles],
  )
  const keep = (next: Layout) => {
    const at = new Map(next.map((one) => [one.i, one]))
    onChange(
      settled(
        tiles.map((tile) => {
          const one = at.get(tile.id)
          return one ? { ...tile, place: { x: one.x, y: one.y, w: one.w, h: one.h } } : tile
        }),
      ),
    )
  }
  return (
    <div ref={containerRef} className={arranging ? "br-board-grid br-arranging" : "br-board-grid"}>
      {mounted && (
        <GridLayout
          width={width}
          layout={layout}
          gridConfig={{
            cols: COLUMNS,
            rowHeight: ROW,
            margin: [GAP, GAP],
            containerPadding: [0, 0],
          }}
          dragConfig={{ enabled: arranging, handle: ".br-tile-grip" }}
          resizeConfig={{ enabled: arranging, handles: ["se"] }}
          onDragStop={keep}
          onResizeStop={keep}
        >
          {tiles.map((tile) => (
            <div key={tile.id}>{show(tile)}</div>
          ))}
        </GridLayout>
      )}
    </div>
  )
}
