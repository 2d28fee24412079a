import { Beginnings } from "@/features/board/Beginnings"
import { BoardList } from "@/features/board/BoardList"

/** The boards of the project. */
export function Boards() {
  return <BoardList extra={<Beginnings />} />
}
