/** What does the app ask about people, and what does it change? */
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { client, type Schemas, unwrap } from "@/lib/api"
import { useProperties } from "@/lib/schema"
import { useProject } from "@/lib/session"
import { shortName } from "@/lib/where"
import type { FactName } from "./columns"
import { type Listing, queryOf, whichOf } from "./listing"

export type PersonRow = Schemas["PersonRow"]
export type PersonCard = Schemas["PersonCard"]
export type Identity = Schemas["IdentityView"]
export type Edge = Omit<Schemas["IdentityEdge"], "people"> & { people: string[] }
export type Moved = Schemas["Moved"]

/** A page of people; the page before stays readable meanwhile. */
export function usePeople(listing: Listing) {
  const { id } = useProject()
  const query = queryOf(listing)
  return useQuery({
    queryKey: ["people", id, "list", query],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/people", { params: { query }, signal })),
    placeholderData: keepPreviousData,
  })
}

/** How many people a search and filter find in all; sorting and paging do not ask anew. */
export function useTotal(listing: Listing) {
  const { id } = useProject()
  const query = { ...whichOf(listing), count: true, limit: 1 }
  return useQuery({
    queryKey: ["people", id, "total", query],
    queryFn: async ({ signal }) => {
      const page = await unwrap(client.GET("/api/v1/people", { params: { query }, signal }))
      return page.total ?? null
    },
  })
}

/** The names of the traits that people of the project have, commonest first. */
export function useTraitNames(): { names: string[]; waiting: boolean } {
  const found = useProperties()
  const traits = (found.data ?? []).filter((one) => one.scope === "person")
  return { names: traits.map((one) => shortName(one.name)), waiting: found.isPending }
}

export function usePerson(who: string) {
  const { id } = useProject()
  return useQuery({
    queryKey: ["people", id, "person", who],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET("/api/v1/people/{who}", {
          params: { path: { who }, query: { events: 0 } },
          signal,
        }),
      ),
  })
}

const CAME = ["first_channel", "first_referrer_host", "first_utm_source", "first_utm_campaign"]
const PLACE = ["country", "region", "city", "device", "os", "browser", "locale", "channel"]
const SHOWN = [...CAME, ...PLACE] as FactName[]

/** What a person's events say of them: where they are, on what, and where they came from. */
export function useFacts(person: string) {
  const { id } = useProject()
  return useQuery({
    queryKey: ["people", id, "facts", person],
    queryFn: async ({ signal }) => {
      const query = { search: person, facts: SHOWN, limit: 10 }
      const page = await unwrap(client.GET("/api/v1/people", { params: { query }, signal }))
      return page.data.find((one) => one.person === person)?.facts ?? {}
    },
  })
}

export function useActivity(person: string) {
  const { id } = useProject()
  return useQuery({
    queryKey: ["people", id, "activity", person],
    queryFn: async ({ signal }) => {
      const params = { path: { who: person }, query: { days: 90 } }
      const page = await unwrap(client.GET("/api/v1/people/{who}/activity", { params, signal }))
      return page.data
    },
  })
}

export function useTimeline(person: string, event: string) {
  const { id } = useProject()
  return useInfiniteQuery({
    queryKey: ["people", id, "timeline", person, event],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 100, ...(pageParam ? { after: pageParam } : {}) }
      const params = { path: { who: person }, query: event ? { ...query, event } : query }
      return unwrap(client.GET("/api/v1/people/{who}/timeline", { params, signal }))
    },
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

/** One event in full, with what the client sent. */
export function useEvent(position: string, enabled: boolean) {
  const { id } = useProject()
  return useQuery({
    queryKey: ["people", id, "event", position],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/events/{position}", { params: { path: { position } }, signal })),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Why a person's ids are theirs, and which were kept apart. */
export function useEdges(person: string) {
  const { id } = useProject()
  return useQuery({
    queryKey: ["people", id, "edges", person],
    queryFn: async ({ signal }) => {
      const params = { path: { who: person }, query: { limit: 500 } }
      return (await unwrap(client.GET("/api/v1/people/{who}/edges", { params, signal }))).data
    },
  })
}

/** Take an edge out of the graph, or put it back; returns the ids that moved, and to whom. */
export function decide(edge: string, verdict: "unlink" | "restore", reason: string) {
  const params = { path: { edge, verdict } }
  return unwrap(
    client.POST("/api/v1/identity/edges/{edge}/{verdict}", { params, body: { reason } }),
  )
}

/** Part ids from the rest of a person; returns the ids that moved, and to whom. */
export function split(person: string, ids: string[], reason: string) {
  const params = { path: { person } }
  return unwrap(
    client.POST("/api/v1/identity/people/{person}/split", { params, body: { ids, reason } }),
  )
}

/** The person that `who` means, without their events. */
export function personOf(who: string): Promise<PersonCard> {
  const params = { path: { who }, query: { events: 0 } }
  return unwrap(client.GET("/api/v1/people/{who}", { params }))
}
