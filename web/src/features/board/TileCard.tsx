import { useContext, useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import type { SavedNames } from "@/features/board/address"
import { tilePath, titleOf } from "@/features/board/address"
import type { Tile } from "@/features/board/api"
import { Explain } from "@/features/board/Explain"
import { Guard } from "@/features/board/Guard"
import { useParts } from "@/features/board/parts"
import { TileBody } from "@/features/board/TileBody"
import { TileHead } from "@/features/board/TileHead"
import { type Source, useTile } from "@/features/board/useTile"
import type { Behind, Words } from "@/lib/ask"
import { SeatContext } from "@/lib/session"

/** A tile: its title and what can be done with it, what it says, and whom it counts. */
export function TileCard({
  tile,
  source,
  names,
  children,
  onReady,
}: {
  tile: Tile
  source: Source
  names: SavedNames
  /** What stands in its head while the board is arranged. */
  children?: React.ReactNode
  onReady?: (tile: string) => void
}) {
  const { t } = useTranslation("board")
  const { People } = useParts()
  const asked = useTile(tile, source)
  const [behind, setBehind] = useState<Behind | null>(null)
  const [explained, setExplained] = useState(false)
  const shown = asked.data ?? null
  const settledDown = asked.isError || shown !== null || tile.kind === "text"
  useEffect(() => {
    if (settledDown) onReady?.(tile.id)
  }, [settledDown, onReady, tile.id])
  const title = titleOf(tile, names, shown, t as Words)
  const viewer = useContext(SeatContext)?.role === "viewer"
  // Who may not write statements sees what they answer, and nothing of the page that runs them.
  const opens = shown !== null && !(viewer && shown.kind === "sql")
  const path = opens ? tilePath(shown, tile.question ?? null) : null
  return (
    <section className={`br-card br-board-tile br-board-${tile.kind}`} aria-label={title}>
      <TileHead
        title={tile.kind === "text" && !tile.title ? "" : title}
        to={source.open ? path : null}
        onExplain={source.open && shown ? () => setExplained(true) : null}
        busy={asked.isFetching && !asked.isPending}
      >
        {children}
      </TileHead>
      <div
        className="br-board-body"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        tabIndex={0}
        role="group"
        aria-label={t("contentOf", { title })}
      >
        <Guard>
          <TileBody
            tile={tile}
            title={title}
            asked={asked}
            source={source}
            onPeople={source.open ? setBehind : () => undefined}
          />
        </Guard>
      </div>
      {behind && shown && source.open && (
        <People kind={shown.kind} ask={shown.ask} behind={behind} onClose={() => setBehind(null)} />
      )}
      {explained && shown && (
        <Explain title={title} shown={shown} onClose={() => setExplained(false)} />
      )}
    </section>
  )
}
