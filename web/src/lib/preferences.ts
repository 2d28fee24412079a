/** Where are language and appearance kept? In this browser at once, and with the account for all others. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query"
import { useEffect } from "react"
import { client, type Schemas, unwrap } from "@/lib/api"
import { type Choice, choose } from "@/lib/appearance"
import { type Language, speak } from "@/lib/i18n"
import { ME, type Me } from "@/lib/session"

export interface Preferences {
  language?: Language
  theme?: Choice
}

function apply({ language, theme }: Preferences): void {
  if (language) speak(language)
  if (theme) choose(theme)
}

/** Apply a choice here, and keep it with the account; this browser has it even where that fails. */
async function prefer(queries: QueryClient, chosen: Preferences): Promise<void> {
  apply(chosen)
  const me = await unwrap(client.PATCH("/api/v1/session", { body: chosen as Schemas["MeChange"] }))
  queries.setQueryData(ME, me)
}

export function usePrefer(): (chosen: Preferences) => void {
  const queries = useQueryClient()
  return (chosen) => void prefer(queries, chosen).catch(() => undefined)
}

/** See the app as its reader chose, in whichever browser that was. */
export function useKeptPreferences(me: Me | null | undefined): void {
  const language = me?.language ?? undefined
  const theme = me?.theme ?? undefined
  useEffect(() => apply({ language }), [language])
  useEffect(() => apply({ theme }), [theme])
}
