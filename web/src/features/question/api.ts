/** What does the question page ask the server for? Saved questions, other forms, the people behind a number. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Body, KindName } from "@/lib/ask"

export type Saved = Schemas["SavedQuestion"]
export type Crowd = Schemas["Crowd"]
export type Forms = Schemas["Forms"]

export const fetchSaved = (id: string, signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/questions/{question}", { params: { path: { question: id } }, signal }))

export const listSaved = (search: string, after: string | null, signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/questions", { params: { query: { search, after } }, signal }))

export interface Named {
  name: string
  description: string
}

export const save = (kind: KindName, named: Named, ask: Body, view: Body) =>
  unwrap(client.POST("/api/v1/questions", { body: { kind, ...named, ask, view } }))

export const change = (id: string, said: Schemas["QuestionChange"]) =>
  unwrap(
    client.PATCH("/api/v1/questions/{question}", {
      params: { path: { question: id } },
      body: said,
    }),
  )

export const remove = (id: string) =>
  unwrap(client.DELETE("/api/v1/questions/{question}", { params: { path: { question: id } } }))

export const restore = (id: string) =>
  unwrap(
    client.POST("/api/v1/questions/{question}/restore", { params: { path: { question: id } } }),
  )

/** Take the questions of a YAML file in. */
export const importQuestions = (yaml: string) =>
  unwrap(client.POST("/api/v1/questions/import", { body: { yaml } }))

/** The same question as SQL, a command, Python and curl. */
export function fetchForms(kind: KindName, ask: Body, signal: AbortSignal): Promise<Forms> {
  return unwrap(client.POST(`/api/v1/ask/${kind}/forms`, { body: ask as never, signal }))
}

/** An answer as a file, every line of it. */
export function fetchFile(kind: KindName, ask: Body, format: "parquet"): Promise<Blob> {
  const params = { query: { format } } as never
  const said = { params, body: ask as never, parseAs: "blob" } as const
  return unwrap(client.POST(`/api/v1/ask/${kind}`, said)) as unknown as Promise<Blob>
}

/** The kinds behind whose numbers people stand. */
type Crowded = Exclude<KindName, "sql">

/** The people behind a number, a page at a time. */
export function fetchCrowd(
  kind: KindName,
  said: Body,
  after: string | null,
  signal: AbortSignal,
): Promise<Crowd> {
  const params = { query: { after, limit: 25 } }
  return unwrap(
    client.POST(`/api/v1/ask/${kind as Crowded}/people`, { params, body: said as never, signal }),
  )
}

export type PersonRow = Schemas["PersonRow"]

/** Who these people are, by key; who is not known by it any more is left out. */
export async function fetchPeople(
  keys: string[],
  signal: AbortSignal,
): Promise<Record<string, PersonRow>> {
  const query = { people: keys, traits: ["name", "email"], limit: keys.length }
  const page = await unwrap(client.GET("/api/v1/people", { params: { query }, signal }))
  return Object.fromEntries(page.data.map((one) => [one.person, one]))
}

export const listBoards = (signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/boards", { params: { query: { limit: 100 } }, signal }))

export const newBoard = (name: string) =>
  unwrap(
    client.POST("/api/v1/boards", {
      body: { name, description: "", visibility: "project", filters: {}, tiles: [] },
    }),
  )

export const addToBoard = (board: string, tile: Partial<Schemas["NewTile"]>) =>
  unwrap(
    client.POST("/api/v1/boards/{board}/tiles", {
      params: { path: { board } },
      body: { kind: "question", title: "", text: "", show: "chart", ...tile },
    }),
  )
