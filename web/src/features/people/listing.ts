/** Which people does the page show? All of it stands in the address. */
import type { operations } from "@/generated/api"
import { type FactName, isFact, readColumns, traitOf, writeColumns } from "./columns"
import { NAMING } from "./names"

export const PAGE_SIZE = 50

export interface Listing {
  search: string
  /** A filter in the server's words. */
  where: string
  sort: string
  order: "asc" | "desc"
  columns: string[]
  /** The cursor of the last person on the page before; empty on the first. */
  after: string
  /** Counted from 1. */
  page: number
}

const FIRST = { sort: "last_seen", order: "desc" } as const

/** Read an address; what it does not say is as by default, the columns as `kept`. */
export function readListing(address: URLSearchParams, kept: string[]): Listing {
  const sort = address.get("sort") ?? ""
  const after = address.get("after") ?? ""
  const page = Number.parseInt(address.get("page") ?? "", 10)
  return {
    search: (address.get("q") ?? "").slice(0, 200),
    where: (address.get("where") ?? "").slice(0, 4000),
    sort: isFact(sort) || traitOf(sort) !== null ? sort : FIRST.sort,
    order: address.get("order") === "asc" ? "asc" : FIRST.order,
    columns: readColumns(address.get("cols") ?? "", kept),
    after,
    page: after && page > 1 && page < 1_000_000 ? page : 1,
  }
}

/** Write a change into an address; whatever changes who is listed begins at the first page. */
export function writeListing(address: URLSearchParams, change: Partial<Listing>): URLSearchParams {
  const next = new URLSearchParams(address)
  const put = (name: string, value: string) => (value ? next.set(name, value) : next.delete(name))
  if (change.search !== undefined) put("q", change.search.trim())
  if (change.where !== undefined) put("where", change.where.trim())
  if (change.sort !== undefined) put("sort", change.sort === FIRST.sort ? "" : change.sort)
  if (change.order) put("order", change.order === FIRST.order ? "" : change.order)
  if (change.columns) put("cols", writeColumns(change.columns))
  const turns = change.after !== undefined
  const others = ["search", "where", "sort", "order"] as const
  if (turns || others.some((name) => change[name] !== undefined)) {
    put("after", change.after ?? "")
    put("page", change.after && change.page ? String(change.page) : "")
  }
  return next
}

export type PeopleQuery = NonNullable<operations["list_people"]["parameters"]["query"]>

/** Who is counted: the part of the request that sorting and paging do not change. */
export function whichOf(listing: Listing): Pick<PeopleQuery, "search" | "where"> {
  return {
    ...(listing.search.trim() ? { search: listing.search.trim() } : {}),
    ...(listing.where.trim() ? { where: listing.where.trim() } : {}),
  }
}

/** The request for one page. */
export function queryOf(listing: Listing): PeopleQuery {
  const traits = listing.columns.map(traitOf).filter((one) => one !== null)
  return {
    ...whichOf(listing),
    sort: listing.sort,
    order: listing.order,
    facts: listing.columns.filter((one): one is FactName => isFact(one)),
    traits: [...new Set([...NAMING, ...traits])],
    limit: PAGE_SIZE,
    ...(listing.after ? { after: listing.after } : {}),
  }
}
