/** What do boards ask the server for? Boards, what their tiles say, links, and comments. */
import { client, type Schemas, unwrap } from "@/lib/api"
import type { Body, KindName, Meta } from "@/lib/ask"

export type Board = Schemas["Board"]
export type BoardHead = Schemas["BoardHead"]
export type Tile = Schemas["Tile"]
export type NewTile = Schemas["NewTile"]
export type Filters = Schemas["Filters"]
export type Comment = Schemas["Comment"]
export type Author = Schemas["Author"]
export type PublicBoard = Schemas["PublicBoard"]

/** What a tile says: its question under the board's filters, and the answer. */
export interface TileAnswer {
  kind: KindName
  ask: Body
  answer: { meta: Meta }
  /** How the rows of a statement are drawn; empty: as fits them. */
  chart: string
  /** Whether the board's filters are left out, as they do not apply to it. */
  unfiltered: boolean
}

/** Filters instead of the board's own, as they stand in the address; null leaves the board's. */
export interface Override {
  from: string | null
  to: string | null
  where: string | null
}

const at = (board: string) => ({ params: { path: { board } } })

export const listBoards = (search: string, after: string | null, signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/boards", { params: { query: { search, after } }, signal }))

export const fetchBoard = (board: string, signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/boards/{board}", { ...at(board), signal }))

export const makeBoard = (body: Schemas["NewBoard"]) =>
  unwrap(client.POST("/api/v1/boards", { body }))

export const changeBoard = (board: string, body: Schemas["BoardChange"]) =>
  unwrap(client.PATCH("/api/v1/boards/{board}", { ...at(board), body }))

export const deleteBoard = (board: string) =>
  unwrap(client.DELETE("/api/v1/boards/{board}", at(board)))

export const restoreBoard = (board: string) =>
  unwrap(client.POST("/api/v1/boards/{board}/restore", at(board)))

export const addTile = (board: string, body: NewTile) =>
  unwrap(client.POST("/api/v1/boards/{board}/tiles", { ...at(board), body }))

export const share = (board: string) =>
  unwrap(client.POST("/api/v1/boards/{board}/link", at(board)))

export const unshare = (board: string) =>
  unwrap(client.DELETE("/api/v1/boards/{board}/link", at(board)))

export async function askTile(
  board: string,
  tile: string,
  { from, to, where }: Override,
  signal: AbortSignal,
): Promise<TileAnswer> {
  const path = { board, tile }
  const query = { ...(from ? { from, to } : {}), ...(where === null ? {} : { where }) }
  const found = await unwrap(
    client.GET("/api/v1/boards/{board}/tiles/{tile}", { params: { path, query }, signal }),
  )
  return found as unknown as TileAnswer
}

export const fetchPublic = (token: string, signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/embed/{token}", { params: { path: { token } }, signal }))

export async function askPublic(
  token: string,
  tile: string,
  signal: AbortSignal,
): Promise<TileAnswer> {
  const path = { token, tile }
  const found = await unwrap(
    client.GET("/api/v1/embed/{token}/tiles/{tile}", { params: { path }, signal }),
  )
  return found as unknown as TileAnswer
}

/** Open a board to be drawn: once, by the server's own browser. */
export const openDrawn = (token: string, signal: AbortSignal) =>
  unwrap(client.POST("/api/v1/render/open", { body: { token }, signal }))

export async function askDrawn(
  held: string,
  tile: string,
  signal: AbortSignal,
): Promise<TileAnswer> {
  const params = { path: { tile }, header: { "X-Render-Pass": held } }
  const found = await unwrap(client.GET("/api/v1/render/tiles/{tile}", { params, signal }))
  return found as unknown as TileAnswer
}

export const listQuestions = (search: string, signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/questions", { params: { query: { search, limit: 30 } }, signal }))

export async function fetchSql(kind: KindName, ask: Body, signal: AbortSignal): Promise<string> {
  const path = `/api/v1/ask/${kind}/forms` as "/api/v1/ask/trend/forms"
  return (await unwrap(client.POST(path, { body: ask as never, signal }))).sql
}

export const listComments = (board: string, after: string | null, signal: AbortSignal) =>
  unwrap(
    client.GET("/api/v1/boards/{board}/comments", {
      params: { path: { board }, query: { after, limit: 100 } },
      signal,
    }),
  )

export const listMentionable = (board: string, signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/boards/{board}/comments/people", { ...at(board), signal }))

export const addComment = (board: string, body: Schemas["Said"]) =>
  unwrap(client.POST("/api/v1/boards/{board}/comments", { ...at(board), body }))

export const changeComment = (board: string, comment: number, body: Schemas["Said"]) =>
  unwrap(
    client.PATCH("/api/v1/boards/{board}/comments/{comment}", {
      params: { path: { board, comment } },
      body,
    }),
  )

export const deleteComment = (board: string, comment: number) =>
  unwrap(
    client.DELETE("/api/v1/boards/{board}/comments/{comment}", {
      params: { path: { board, comment } },
    }),
  )

export const readComments = (board: string) =>
  unwrap(client.POST("/api/v1/boards/{board}/comments/read", at(board)))

export type Template = Schemas["TemplateOffer"]

export const listTemplates = (signal: AbortSignal) =>
  unwrap(client.GET("/api/v1/boards/templates", { signal }))

export const fillTemplate = (
  template: string,
  events: Record<string, string>,
  language: "en" | "zh-CN",
) =>
  unwrap(
    client.POST("/api/v1/boards/templates/{template}", {
      params: { path: { template } },
      body: { events, language },
    }),
  )

export const importBoard = (yaml: string) =>
  unwrap(client.POST("/api/v1/boards/import", { body: { yaml } }))
