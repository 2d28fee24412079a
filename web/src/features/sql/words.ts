/** What may a statement name? Relations, columns, properties, traits and functions, to be completed and clicked. */
import { useQuery } from "@tanstack/react-query"
import { client, type Schemas, unwrap } from "@/lib/api"
import { useEvents, useProperties } from "@/lib/schema"
import { useProject } from "@/lib/session"

export interface Entry {
  /** As it is written in a statement. */
  text: string
  meaning: string
}

export interface SqlWords {
  relations: { name: string; entries: Entry[] }[]
  properties: Entry[]
  traits: Entry[]
  events: Entry[]
  functions: string[]
}

type Told = Schemas["Words"]

export function useSqlWords(): SqlWords | null {
  const { name } = useProject()
  const told = useQuery({
    queryKey: ["sql", name, "words"],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/ask/sql/words", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const events = useEvents()
  const properties = useProperties()
  if (!told.data) return null
  return wordsOf(
    told.data,
    (properties.data ?? []).map((one) => one.name),
    (events.data ?? []).map((one) => one.name),
  )
}

export function wordsOf(told: Told, properties: string[], events: string[]): SqlWords {
  const entry = (text: string, meaning = ""): Entry => ({ text, meaning })
  return {
    relations: told.relations.map(({ name, columns }) => ({
      name,
      entries: columns.map((one) => entry(one.name, one.meaning)),
    })),
    properties: properties
      .filter((one) => one.startsWith("props."))
      .map((one) => entry(propertyText(one.slice("props.".length)))),
    traits: properties
      .filter((one) => one.startsWith("person."))
      .map((one) => entry(`traits[${literal(one.slice("person.".length))}]`)),
    events: events.map((one) => entry(literal(one))),
    functions: told.functions,
  }
}

/** `props.price`, each part that is no plain word in backticks. */
function propertyText(path: string): string {
  const parts = path.split(".").map((part) => (/^[A-Za-z_]\w*$/.test(part) ? part : `\`${part}\``))
  return ["props", ...parts].join(".")
}

/** A text as ClickHouse reads it. */
export function literal(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`
}
