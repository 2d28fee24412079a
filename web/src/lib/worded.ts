/** In which words does a reader see what the server says? The catalogues come when a language needs them. */
import i18next from "i18next"
import { useCallback, useSyncExternalStore } from "react"
import { type Catalogue, compile, type Templates, word } from "@/lib/sentences"

const OF = ["sentences", "holidays"] as const
const files = import.meta.glob<Catalogue>(["./sentences/*.json", "./holidays/*.json"], {
  import: "default",
})
const loaded = new Map<string, Templates>()
const listeners = new Set<() => void>()

/** Fetch the catalogues of a language that has any; until they are there sentences stay English. */
async function load(language: string): Promise<void> {
  for (const of of OF) {
    const name = `./${of}/${language}.json`
    const file = files[name]
    if (file === undefined || loaded.has(name)) continue
    const catalogue = await file().catch(() => null)
    if (catalogue === null) continue // fetched again when the language is chosen again
    loaded.set(name, compile(catalogue))
    for (const tell of listeners) tell()
  }
}

i18next.on("initialized", () => void load(i18next.language))
i18next.on("languageChanged", (language) => void load(language))
if (i18next.isInitialized) void load(i18next.language)

function useTemplates(of: (typeof OF)[number]): Templates | undefined {
  return useSyncExternalStore(listen, () => loaded.get(`./${of}/${i18next.language}.json`))
}

/** Return the function that words a sentence of the server's for its reader. */
export function useWorded(): (text: string) => string {
  const templates = useTemplates("sentences")
  return (text) => {
    const said = templates && text ? word(text, templates) : null
    return said ?? text.charAt(0).toUpperCase() + text.slice(1)
  }
}

/** Return the function that names a public holiday; one that no catalogue has keeps its name. */
export function useHolidayName(): (name: string) => string {
  const templates = useTemplates("holidays")
  return useCallback((name) => (templates && word(name, templates)) ?? name, [templates])
}

function listen(tell: () => void): () => void {
  listeners.add(tell)
  i18next.on("languageChanged", tell)
  return () => {
    listeners.delete(tell)
    i18next.off("languageChanged", tell)
  }
}
