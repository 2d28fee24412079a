/** Which cards has each tab, what does each ask, and what does a click on a row filter by? */
import type { Body } from "@/lib/ask"
import { writeTest } from "@/lib/where"

export const TABS = ["channels", "pages", "places", "technology", "search", "speed"] as const
export type Tab = (typeof TABS)[number]

export interface Card {
  /** Its name in the namespace `reports`. */
  name: string
  by: string
  at?: "entry" | "exit"
  /** Only these events, as a step's text. */
  of?: string
  /** A filter on the events that it reads. */
  only?: string
  /** Whether a row of it narrows people by what they did, not the events that are read. */
  did?: boolean
}

const MISSING = 'any[column.title matches "(?i)\\b404\\b|not found|页面不存在|找不到"]'
/** A page that was reached from elsewhere: what comes from the same site has no channel. */
const ARRIVED = "column.channel is set"
const did = true

export const CARDS: Record<Exclude<Tab, "search" | "speed">, Card[]> = {
  channels: [
    { name: "channel", by: "column.channel", did },
    { name: "source", by: "column.utm_source", did },
    { name: "campaign", by: "column.utm_campaign", did },
    { name: "medium", by: "column.utm_medium", did },
    { name: "referrer", by: "column.referrer_host", only: ARRIVED, did },
  ],
  pages: [
    { name: "page", by: "column.path", did },
    { name: "entry", by: "column.path", at: "entry", did },
    { name: "exit", by: "column.path", at: "exit", did },
    { name: "title", by: "column.title", did },
    { name: "host", by: "column.host", did },
    { name: "missing", by: "column.path", of: MISSING, did },
  ],
  places: [
    { name: "country", by: "column.country" },
    { name: "region", by: "column.region" },
    { name: "city", by: "column.city" },
    { name: "language", by: "column.language" },
    { name: "timezone", by: "column.timezone" },
  ],
  technology: [
    { name: "device", by: "column.device" },
    { name: "browser", by: "column.browser" },
    { name: "os", by: "column.os" },
    { name: "screen", by: "column.screen" },
  ],
}

/** What all cards are narrowed by. */
export interface Narrowed {
  /** Filters on every event that is read. */
  where: string[]
  /** Filters that an event of each person has to fit. */
  did: string[]
  goal: string
}

/** The question of a card; `figures` people where that is enough, as it is much quicker. */
export function bodyOf(card: Card, narrowed: Narrowed, top: number): Body {
  const { did: done, goal } = narrowed
  const where = [...narrowed.where, ...(card.only ? [card.only] : [])]
  return {
    by: [card.by],
    top,
    figures: card.at ? "visits" : "people",
    ...(card.at && { at: card.at }),
    ...(card.of && { of: card.of }),
    ...(goal && { goal }),
    ...(where.length > 0 && { where: where.join(" and ") }),
    ...(done.length > 0 && { did: done }),
  }
}

/** Where a card is asked in full: the address of the same question. */
export function addressOf(card: Card, narrowed: Narrowed): string {
  const search = new URLSearchParams({ by: card.by })
  if (card.at) search.set("at", card.at)
  if (card.of) search.set("of", card.of)
  if (narrowed.goal) search.set("goal", narrowed.goal)
  for (const one of narrowed.did) search.append("did", one)
  const where = [...narrowed.where, ...(card.only ? [card.only] : [])]
  if (where.length > 0) search.set("where", where.join(" and "))
  return `/insights/report?${search}`
}

/** The filters after a row was chosen: the one of its value is added, or taken away. */
export function chosen(card: Card, value: string, narrowed: Narrowed): Narrowed {
  const test = writeTest({ name: card.by, op: "=", values: [{ is: "text", text: value }] })
  const key = card.did ? "did" : "where"
  const was = narrowed[key]
  const now = was.includes(test) ? was.filter((one) => one !== test) : [...was, test].slice(-10)
  return { ...narrowed, [key]: now }
}

/** Read from the page's address. */
export function narrowedIn(search: URLSearchParams): Narrowed {
  return {
    where: search.getAll("only").slice(0, 10),
    did: search.getAll("did").slice(0, 10),
    goal: search.get("goal") ?? "",
  }
}

export function narrowedTo(search: URLSearchParams, narrowed: Narrowed): URLSearchParams {
  const next = new URLSearchParams(search)
  for (const name of ["only", "did", "goal"]) next.delete(name)
  for (const one of narrowed.where) next.append("only", one)
  for (const one of narrowed.did) next.append("did", one)
  if (narrowed.goal) next.set("goal", narrowed.goal)
  return next
}

/** Which of a project's events is a search, and which property holds its words? A guess by names. */
export function guessSearch(events: readonly string[]): string {
  const usual = ["search", "$search", "products searched", "view_search_results", "site search"]
  const known = usual.map((name) => events.find((one) => one.toLowerCase() === name))
  return known.find(Boolean) ?? events.find((one) => /search|搜索/i.test(one)) ?? ""
}

export function guessTerm(properties: readonly string[]): string {
  const usual = ["search_term", "query", "q", "term", "keyword", "search_query", "keywords"]
  return usual.find((name) => properties.includes(name)) ?? ""
}

export function guessEmpty(properties: readonly string[]): string {
  const usual = ["results", "result_count", "results_count", "hits"]
  const name = usual.find((one) => properties.includes(one))
  return name ? `${name} = 0` : ""
}
