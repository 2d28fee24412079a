/** A board and what changes it: what one arranges shows at once and is sent after a breath. */
import { useQuery, useQueryClient } from "@tanstack/react-query"
import { useCallback, useEffect, useRef, useState } from "react"
import { type Board, changeBoard, fetchBoard, type Tile } from "@/features/board/api"
import type { Schemas } from "@/lib/api"
import { useProject } from "@/lib/session"

const BREATH_MS = 400

export function useBoard(id: string) {
  const { name } = useProject()
  const queries = useQueryClient()
  const key = ["board", name, id]
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => fetchBoard(id, signal) })
  const [draft, setDraft] = useState<Tile[] | null>(null)
  const [failed, setFailed] = useState<unknown>(null)
  const wanted = useRef<Tile[] | null>(null)
  const sending = useRef(false)
  const timer = useRef(0)

  const keep = (board: Board) => {
    queries.setQueryData(key, board)
    void queries.invalidateQueries({ queryKey: ["boards", name] })
  }
  const send = async () => {
    if (sending.current || wanted.current === null) return
    sending.current = true
    const tiles = wanted.current
    wanted.current = null
    try {
      const known = queries.getQueryData<Board>(key)
      keep(await changeBoard(id, { tiles, revision: known?.revision ?? null }))
      setFailed(null)
      if (wanted.current === null) setDraft(null)
    } catch (error) {
      wanted.current = null
      setDraft(null)
      setFailed(error)
      void queries.invalidateQueries({ queryKey: key })
    } finally {
      sending.current = false
    }
    if (wanted.current !== null) void send()
  }
  const latest = useRef(send)
  latest.current = send
  const setTiles = useCallback((tiles: Tile[]) => {
    setDraft(tiles)
    wanted.current = tiles
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void latest.current(), BREATH_MS)
  }, [])
  useEffect(
    () => () => {
      // Whoever leaves in the middle of a breath has said it all the same.
      window.clearTimeout(timer.current)
      void latest.current()
    },
    [],
  )
  const change = async (said: Schemas["BoardChange"]) => {
    try {
      keep(await changeBoard(id, said))
      setFailed(null)
    } catch (error) {
      setFailed(error)
    }
  }
  return {
    query,
    board: query.data ?? null,
    tiles: draft ?? query.data?.tiles ?? [],
    saving: draft !== null,
    failed,
    setTiles,
    change,
    keep,
  }
}
