import { useParams } from "react-router"
import { BoardView } from "@/features/board/BoardView"
import { PartsContext } from "@/features/board/parts"
import { boardParts } from "@/pages/boardParts"

/** A board, by its id in the address. */
export function Board() {
  const { board = "" } = useParams()
  return (
    <PartsContext value={boardParts}>
      <BoardView key={board} id={board} />
    </PartsContext>
  )
}
