/** What do audiences ask the server for? The list, changes, filling anew, and files of ids. */

import { changeHeaders, client, inProject, refusalOf, type Schemas, unwrap } from "@/lib/api"
import { AUDIENCES, type Audience } from "@/lib/audiences"

export { AUDIENCES, type Audience }
export type Uploaded = Schemas["AudienceUploaded"]
export type Refreshed = Schemas["AudienceRefreshed"]

const at = (audience: string) => ({ params: { path: { audience } } })

export const listAudiences = (search: string, after: string | null, signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/audiences", { params: { query: { search, after } }, signal }))

export const changeAudience = (key: string, body: Schemas["AudienceChange"]) =>
  unwrap(client.PATCH("/api/v1/audiences/{audience}", { ...at(key), body }))

export const refreshAudience = (key: string) =>
  unwrap(client.POST("/api/v1/audiences/{audience}/refresh", at(key)))

export const deleteAudience = (key: string) =>
  unwrap(client.DELETE("/api/v1/audiences/{audience}", at(key)))

export const restoreAudience = (key: string) =>
  unwrap(client.POST("/api/v1/audiences/{audience}/restore", at(key)))

/** Where the people of an audience are had as CSV. */
export const csvOf = (key: string) => inProject(`/api/v1/audiences/${encodeURIComponent(key)}/csv`)

/** Send a file of ids; into the audience `into`, where one is given. */
export async function uploadAudience(
  file: File,
  { name, note, into }: { name: string; note: string; into: string | null },
): Promise<Uploaded> {
  const query = new URLSearchParams({ name, note, file: file.name, ...(into ? { into } : {}) })
  const response = await fetch(inProject(`/api/v1/audiences/upload?${query}`), {
    method: "POST",
    body: file,
    headers: { "Content-Type": "text/csv", ...changeHeaders() },
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) throw refusalOf(body, response)
  return body as Uploaded
}
