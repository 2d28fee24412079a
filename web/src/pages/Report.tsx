import { useState } from "react"
import { DrawnBoard } from "@/features/board/DrawnBoard"
import { PartsContext } from "@/features/board/parts"
import { boardParts } from "@/pages/boardParts"

/** A board as the server draws it for an e-mail; what opens it never leaves this page. */
export function Report() {
  const [token] = useState(() => window.location.hash.slice(1))
  return (
    <PartsContext value={boardParts}>
      <DrawnBoard token={token} />
    </PartsContext>
  )
}
