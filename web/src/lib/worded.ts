/** In which words does a reader see what the server says? The catalogue comes when a language needs it. */
import i18next from "i18next"
import { useSyncExternalStore } from "react"
import { type Catalogue, compile, type Templates, word } from "@/lib/sentences"

const files = import.meta.glob<Catalogue>("./sentences/*.json", { import: "default" })
const loaded = new Map<string, Templates>()
const listeners = new Set<() => void>()

/** Fetch the catalogue of a language that has one; until it is there sentences stay English. */
async function load(language: string): Promise<void> {
  const file = files[`./sentences/${language}.json`]
  if (file === undefined || loaded.has(language)) return
  const catalogue = await file().catch(() => null)
  if (catalogue === null) return // fetched again when the language is chosen again
  loaded.set(language, compile(catalogue))
  for (const tell of listeners) tell()
}

i18next.on("initialized", () => void load(i18next.language))
i18next.on("languageChanged", (language) => void load(language))
if (i18next.isInitialized) void load(i18next.language)

/** Return the function that words a sentence of the server's for its reader. */
export function useWorded(): (text: string) => string {
  const templates = useSyncExternalStore(listen, () => loaded.get(i18next.language))
  return (text) => {
    const said = templates && text ? word(text, templates) : null
    return said ?? text.charAt(0).toUpperCase() + text.slice(1)
  }
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  i18next.on("languageChanged", tell)
  return () => {
    listeners.delete(tell)
    i18next.off("languageChanged", tell)
  }
}
