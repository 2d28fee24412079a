/** What is there to ask about? Events, properties and values of the project, kept for minutes. */
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { client, type Schemas, unwrap } from "@/lib/api"
import { useProject } from "@/lib/session"

export type EventName = Schemas["EventName"]
export type Property = Schemas["Property"]
export type PropertyType = "number" | "flag" | "string" | ""

const FRESH = 5 * 60_000

/** The project's events, most frequent first. */
export function useEvents() {
  const { name } = useProject()
  return useQuery({
    queryKey: ["schema", name, "events"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/schema/events", { signal })),
    select: (page) => page.data,
    staleTime: FRESH,
  })
}

/** What a question may name: properties (of `event`, where one is given), columns, people's traits. */
export function useProperties(event?: string) {
  const { name } = useProject()
  return useQuery({
    queryKey: ["schema", name, "properties", event ?? null],
    queryFn: ({ signal }) =>
      unwrap(client.GET("/api/v1/schema/properties", { params: { query: { event } }, signal })),
    select: (page) => page.data,
    staleTime: FRESH,
    placeholderData: keepPreviousData,
  })
}

/** The commonest values of a property that begin so; traits have none to suggest. */
export function useValues(property: string, event: string | undefined, starts: string) {
  const { name } = useProject()
  return useQuery({
    queryKey: ["schema", name, "values", property, event ?? null, starts],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET("/api/v1/schema/values", {
          params: { query: { property, event, starts } },
          signal,
        }),
      ),
    select: (page) => page.data,
    enabled: property !== "" && !property.startsWith("person."),
    staleTime: FRESH,
    retry: false,
    placeholderData: keepPreviousData,
  })
}

/** The type that most of a property's values have; empty where nothing is known of them. */
export function typeOf(property: Property | undefined): PropertyType {
  const found = Object.entries(property?.types ?? {}).sort((a, b) => b[1] - a[1])[0]?.[0]
  if (found === "number" || found === "flag") return found
  return found === undefined ? "" : "string"
}
