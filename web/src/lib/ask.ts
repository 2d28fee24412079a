/** What does every kind of question know how to do? The contract between a kind and its page. */
import type { EChartsOption } from "echarts"
import type { ComponentType } from "react"
import type { Refusal, Schemas } from "@/lib/api"
import { bounds, type Range } from "@/lib/range"
import { selectorText } from "@/lib/selector"
import { whereText } from "@/lib/where"

export const KINDS = [
  "trend",
  "funnel",
  "retention",
  "paths",
  "lifecycle",
  "stickiness",
  "frequency",
  "interval",
  "composition",
  "rfm",
  "ltv",
  "heat",
  "pivot",
  "sessions",
  "profile",
  "report",
  "channels",
  "vitals",
  "sql",
] as const
export type KindName = (typeof KINDS)[number]

export type Meta = Schemas["Meta"]
/** A question as the server takes it. */
export type Body = Record<string, unknown>
/** Words of any namespace, named before the key: trend:… */
export type Words = (key: string, options?: Record<string, unknown>) => string

/** What all kinds share; the page owns it, and lays it into the body with the range. */
export interface Common {
  where: string
  bots: boolean
  identity: "resolved" | "as_of_event"
}

/** The people behind a number: what it is, and the fields beside `ask` of POST /ask/{kind}/people. */
export interface Behind {
  title: string
  cell: Record<string, unknown>
  /** Where a number is made of several (a formula): each by its name; the first is shown first. */
  parts?: { label: string; cell: Record<string, unknown> }[]
}

export type Cell = string | number | null

export interface Column {
  key: string
  title: string
  is: "text" | "number" | "share" | "duration"
  /** How a text reads on the page, where it is not as it stands in the CSV (dates). */
  say?: (value: Cell) => string
}

export interface Row {
  key: string
  cells: Record<string, Cell>
  /** Who stands behind a column's number; asked for only where it is shown. */
  behind?: (column: string) => Behind | undefined
}

/** The answer as a table: on the page formatted, in the CSV as it is. */
export interface Table {
  columns: Column[]
  rows: Row[]
}

export interface BuilderProps<Ask> {
  ask: Ask
  onChange: (ask: Ask) => void
  /** Why the server refused this question; `field` names the place where to show it. */
  refusal: Refusal | null
}

export interface AnswerProps<Ask, Answer> {
  ask: Ask
  answer: Answer
  onPeople: (behind: Behind) => void
  /** Where it stands in a tile: how it is drawn there ("" for what fits best), and how high. */
  tile?: { chart: string; height: number }
}

/** A kind of question. `Ask` is its own part, plain and serialisable; selectors and filters are texts. */
export interface Kind<Ask, Answer extends { meta: Meta }> {
  name: KindName
  /** Whether its Answer chooses by itself between pictures and rows. */
  picks?: boolean
  /** The fields of the body at which its Builder shows a refusal, as the server names them. */
  fields: readonly string[]
  fresh(): Ask
  /** Read from the page's address; what is wrong or missing is as in `fresh()`. */
  read(search: URLSearchParams): Ask
  /** Only what differs from `fresh()`. Not: from, to, where, bots, identity, q, view. */
  write(ask: Ask): URLSearchParams
  /** Read the body of a saved question, which may come from elsewhere (JSON trees, other spellings). */
  load(body: Body): Ask
  /** The kind's own part of the body. */
  body(ask: Ask): Body
  ask(body: Body, signal: AbortSignal): Promise<Answer>
  /** What is still to be chosen before one can ask, in words; null where nothing is. */
  missing(ask: Ask, t: Words): string | null
  Builder: ComponentType<BuilderProps<Ask>>
  Answer: ComponentType<AnswerProps<Ask, Answer>>
  /** The title of the question, as one would call it. */
  title(ask: Ask, t: Words): string
  /** The answer in a sentence. */
  sentence(answer: Answer, ask: Ask, t: Words): string
  table(answer: Answer, ask: Ask, t: Words): Table
  /** Who stands behind the one number that a tile shows of it; only where there is such a number. */
  behindNumber?(answer: Answer, ask: Ask, t: Words): Behind | undefined
  /** The chart to be exported as a picture. */
  picture(answer: Answer, ask: Ask, t: Words): EChartsOption
}

// biome-ignore lint/suspicious/noExplicitAny: the page handles every kind through this door
export type AnyKind = Kind<any, any>

export function freshCommon(): Common {
  return { where: "", bots: false, identity: "resolved" }
}

export function readCommon(search: URLSearchParams): Common {
  return {
    where: search.get("where") ?? "",
    bots: search.get("bots") === "1",
    identity: search.get("identity") === "as_of_event" ? "as_of_event" : "resolved",
  }
}

export function writeCommon(common: Common): URLSearchParams {
  const search = new URLSearchParams()
  if (common.where) search.set("where", common.where)
  if (common.bots) search.set("bots", "1")
  if (common.identity !== "resolved") search.set("identity", common.identity)
  return search
}

export function loadCommon(body: Body): Common {
  return {
    where: whereText(body.where),
    bots: body.bots === true,
    identity: body.identity === "as_of_event" ? "as_of_event" : "resolved",
  }
}

/** The whole body of a question: the kind's own part, what all share, and the dates. */
export function bodyOf<Ask>(
  kind: Pick<Kind<Ask, { meta: Meta }>, "body">,
  ask: Ask,
  common: Common,
  range: Range,
): Body {
  const said: Body = { ...kind.body(ask), ...bounds(range) }
  if (said.to === null) delete said.to
  if (common.where) said.where = common.where
  if (common.bots) said.bots = true
  if (common.identity !== "resolved") said.identity = common.identity
  return said
}

/** Return `wanted` where it is one of `known`, else `otherwise`: for reading addresses. */
export function oneOf<One extends string>(
  wanted: unknown,
  known: readonly One[],
  otherwise: One,
): One {
  return known.find((one) => one === wanted) ?? otherwise
}

/** Read a whole number of an address or a body within bounds; else `otherwise`. */
export function wholeOf(wanted: unknown, low: number, high: number, otherwise: number): number {
  const found = wanted === null || wanted === "" ? Number.NaN : Number(wanted)
  return Number.isInteger(found) && found >= low && found <= high ? found : otherwise
}

/** Read a list of events of a saved body: texts or objects, one or several. */
export function selectorsOf(data: unknown): string[] {
  if (data === undefined || data === null) return []
  return (Array.isArray(data) ? data : [data]).map(selectorText).filter((one) => one !== "")
}

/** Read a list of texts of a saved body. */
export function textsOf(data: unknown): string[] {
  if (data === undefined || data === null) return []
  return (Array.isArray(data) ? data : [data]).map(String)
}
