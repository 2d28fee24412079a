import { useQuery } from "@tanstack/react-query"
import { useCallback, useEffect, useMemo, useState } from "react"
import { useTranslation } from "react-i18next"
import { askDrawn, openDrawn } from "@/features/board/api"
import { bandsOf, cellOf } from "@/features/board/bands"
import { GAP, ROW } from "@/features/board/places"
import { TileCard } from "@/features/board/TileCard"
import type { Source } from "@/features/board/useTile"
import { Mark } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"
import "@/features/board/board.css"

const NO_NAMES = {}

/** A board on paper, for the server's own browser: all of it at once, to be cut between bands. */
export function DrawnBoard({ token }: { token: string }) {
  const { t } = useTranslation("board")
  const opened = useQuery({
    queryKey: ["drawn", token],
    queryFn: ({ signal }) => openDrawn(token, signal),
    retry: false, // a token opens once
    staleTime: Number.POSITIVE_INFINITY,
  })
  const held = opened.data?.held ?? ""
  const source = useMemo<Source>(
    () => ({
      key: ["drawn", held],
      ask: (tile, signal) => askDrawn(held, tile.id, signal),
      every: false,
      open: false,
    }),
    [held],
  )
  const [ready, setReady] = useState<ReadonlySet<string>>(new Set())
  const onReady = useCallback((tile: string) => setReady((now) => new Set(now).add(tile)), [])
  const tiles = opened.data?.board.tiles
  const whole = tiles?.every(({ id }) => ready.has(id))
  useWhole(whole === true, opened.error)
  if (opened.isError) return <Problem error={opened.error} />
  if (!opened.data || !tiles) return null
  const { board, dates, project } = opened.data
  const about = [dates, project, board.zone].filter(Boolean).join(" · ")
  return (
    <main className="br-drawn" aria-label={board.name}>
      <header>
        <h1>{board.name}</h1>
        <p className="br-quiet">{about}</p>
        {board.description && <p className="br-quiet">{board.description}</p>}
      </header>
      {bandsOf(tiles).map((band) => (
        <div
          key={band.top}
          className="br-drawn-band"
          style={{ gridAutoRows: ROW, gap: GAP, gridTemplateColumns: "repeat(12, 1fr)" }}
        >
          {band.tiles.map((tile) => (
            <div key={tile.id} style={cellOf(tile, band)}>
              <TileCard tile={tile} source={source} names={NO_NAMES} onReady={onReady} />
            </div>
          ))}
        </div>
      ))}
      <footer className="br-quiet-line">
        <Mark size={18} /> {t("madeWith", { zone: board.zone })}
      </footer>
    </main>
  )
}

/** Tell who draws that everything stands there, or that it never will. */
function useWhole(whole: boolean, error: Error | null) {
  useEffect(() => {
    const say = (word: string) => {
      document.documentElement.dataset.ready = word
    }
    if (error) say(error.message || "failed")
    if (!whole) return
    // Charts are drawn in the frame after their data came; twice, as their size may settle.
    const wait = window.setTimeout(
      () => requestAnimationFrame(() => requestAnimationFrame(() => say("yes"))),
      250,
    )
    return () => window.clearTimeout(wait)
  }, [whole, error])
}
