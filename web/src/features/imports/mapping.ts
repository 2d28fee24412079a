/** What does each column mean? A mapping, seen column by column. */
import type { Schemas } from "@/lib/api"

export type Mapping = Schemas["ImportMap"]
export type Column = Schemas["ColumnLook"]

/** One column's meaning: a role, a property, a trait, a field of the event, or nothing. */
export type Meaning = Role | "prop" | "skip" | `trait:${string}` | `field:${string}`
export const ROLES = ["user", "anonymous", "event", "time", "id", "session"] as const
export type Role = (typeof ROLES)[number]

/** Fields of the event that a column may fill; the server knows the same. */
export const FIELDS = [
  ...["url", "host", "path", "title", "referrer", "user_agent", "ip", "locale", "timezone"],
  ...["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"],
  ...["country", "region", "city", "device", "os", "browser", "library"],
] as const

export function meaningOf(map: Mapping, column: string): Meaning {
  for (const role of ROLES) {
    if (role === "time" ? map.time.includes(column) : map[role] === column) return role
  }
  const trait = map.traits?.[column]
  if (trait !== undefined) return `trait:${trait}`
  const field = map.fields?.[column]
  if (field !== undefined) return `field:${field}`
  return map.props === null || map.props === undefined || map.props.includes(column)
    ? "prop"
    : "skip"
}

/** Return the mapping in which `column` means `meaning`; a role that another column had goes over. */
export function withMeaning(
  map: Mapping,
  column: string,
  meaning: Meaning,
  columns: readonly string[],
): Mapping {
  const meant = new Map(columns.map((name) => [name, meaningOf(map, name)]))
  const single = ROLES.includes(meaning as Role) && meaning !== "time"
  if (single) for (const [name, one] of meant) if (one === meaning) meant.set(name, "prop")
  meant.set(column, meaning)
  return ofMeanings(map, meant)
}

function ofMeanings(map: Mapping, meant: ReadonlyMap<string, Meaning>): Mapping {
  const having = (meaning: Meaning) => [...meant].filter(([, one]) => one === meaning)
  const one = (role: Role) => having(role)[0]?.[0] ?? ""
  const named = (kind: string) =>
    Object.fromEntries(
      [...meant]
        .filter(([, meaning]) => meaning.startsWith(`${kind}:`))
        .map(([name, meaning]) => [name, meaning.slice(kind.length + 1)]),
    )
  const skips = having("skip").length > 0
  return {
    ...map,
    user: one("user"),
    anonymous: one("anonymous"),
    event: one("event") || (map.event.startsWith("=") ? map.event : ""),
    time: having("time").map(([name]) => name),
    id: one("id"),
    session: one("session"),
    traits: named("trait"),
    fields: named("field"),
    props: skips ? having("prop").map(([name]) => name) : null,
  }
}

export type Lack = "who" | "event" | "time"

/** What an import needs and the mapping does not say. */
export function lacks(map: Mapping): Lack[] {
  const found: Lack[] = []
  if (!map.user && !map.anonymous) found.push("who")
  if (!map.event || map.event === "=") found.push("event")
  if (map.time.length === 0) found.push("time")
  return found
}

/** The name that all rows' events have; null where a column says it. */
export function fixedEvent(map: Mapping): string | null {
  return map.event.startsWith("=") ? map.event.slice(1) : null
}

/** Name the events of all rows; empty takes that back. */
export function withEvent(map: Mapping, name: string): Mapping {
  return { ...map, event: name ? `=${name}` : "" }
}
