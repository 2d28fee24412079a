/** What does a board borrow from its page? The kinds of question, and how others show their parts. */
import { type ComponentType, createContext, useContext } from "react"
import type { AnyKind, Behind, Body, KindName, Meta, Table } from "@/lib/ask"

export interface Parts {
  load: (kind: KindName) => Promise<AnyKind>
  Quiet: ComponentType<{ meta: Meta }>
  Table: ComponentType<{ table: Table; title: string; onPeople: (behind: Behind) => void }>
  /** Sends the board by e-mail at set times. */
  Send: ComponentType<{ board: string; onClose: () => void }>
  People: ComponentType<{ kind: KindName; ask: Body; behind: Behind; onClose: () => void }>
}

export const PartsContext = createContext<Parts | null>(null)

export function useParts(): Parts {
  const parts = useContext(PartsContext)
  if (parts === null) throw new Error("outside of a board")
  return parts
}
