import { useParams } from "react-router"
import { PublicBoard } from "@/features/board/PublicBoard"
import { PartsContext } from "@/features/board/parts"
import { boardParts } from "@/pages/boardParts"

/** What a public link shows, in a tab of its own or inside of another page. */
export function Embed() {
  const { token = "" } = useParams()
  return (
    <PartsContext value={boardParts}>
      <PublicBoard token={token} />
    </PartsContext>
  )
}
