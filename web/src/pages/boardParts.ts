/** What do boards borrow from the question page? */
import { lazy } from "react"
import type { Parts } from "@/features/board/parts"
import { PeopleDrawer } from "@/features/question/PeopleDrawer"
import { QuietLine } from "@/features/question/QuietLine"
import { TableView } from "@/features/question/TableView"
import { loaders } from "@/pages/Question"
import "@/features/question/question.css"

export const boardParts: Parts = {
  load: (kind) => loaders[kind](),
  Quiet: QuietLine,
  Table: TableView,
  Send: lazy(async () => ({ default: (await import("@/features/mailing/SendDialog")).SendDialog })),
  People: PeopleDrawer,
}
