/** Which audiences may a filter name, and how is one saved? */
import { type QueryClient, useQuery } from "@tanstack/react-query"
import { client, type Schemas, unwrap } from "@/lib/api"
import { useProject } from "@/lib/session"

export type Audience = Schemas["AudienceView"]
export type Source = Schemas["NewAudience"]["source"]
export interface Named {
  name: string
  note: string
}

export const AUDIENCES = "audiences"

/** The audiences that a filter may name, newest first. */
export function useAudiences() {
  const { name } = useProject()
  return useQuery({
    queryKey: [AUDIENCES, name, "all"],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/audiences", { params: { query: { limit: 500 } }, signal })),
    select: (page) => page.data,
    staleTime: 60_000,
  })
}

export const saveAudience = (named: Named, source: Source) =>
  unwrap(client.POST("/api/v1/audiences", { body: { ...named, source } }))

/** Ask for audiences again, after a change. */
export const freshAudiences = (queries: QueryClient) =>
  queries.invalidateQueries({ queryKey: [AUDIENCES] })

/** The filter that keeps the people of an audience. */
export const audienceWhere = (key: string) => `in audience "${key}"`
