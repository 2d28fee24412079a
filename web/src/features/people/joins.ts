/** Why are a person's ids theirs? Edges that hold, and those that do not. */
import type { Edge, Identity } from "./api"
import { idRank } from "./names"

export interface OwnId extends Identity {
  /** When it was first joined to another of their ids; null where it stands alone. */
  since: string | null
}

export interface Joins {
  ids: OwnId[]
  /** Edges that hold between their ids, newest first. */
  held: Edge[]
  /** Edges that do not: kept apart, taken back or out of date. */
  apart: Edge[]
}

export function joinsOf(identities: readonly Identity[], edges: readonly Edge[]): Joins {
  const held = edges.filter((one) => one.status === "active")
  const since = (id: Identity) =>
    held
      .filter((edge) => isEnd(edge, id))
      .map((edge) => edge.ts)
      .sort()[0] ?? null
  return {
    ids: [...identities]
      .sort((a, b) => idRank(a.type) - idRank(b.type))
      .map((id) => ({ ...id, since: since(id) })),
    held,
    apart: edges.filter((one) => one.status !== "active"),
  }
}

/** The two ends of an edge as the server finds people by them. */
export function endsOf(edge: Edge): [string, string] {
  return [`${edge.a.type}:${edge.a.value}`, `${edge.b.type}:${edge.b.value}`]
}

/** The ids that a person can be split by: their own, each key once. */
export function splitIds(identities: readonly Identity[]): Identity[] {
  const own = identities.filter((one) => !one.stated)
  return [...new Map(own.map((one) => [one.key, one])).values()]
}

/** What may be done about an edge: what was only stated joins nobody, so there is nothing to undo. */
export function verdictFor(edge: Edge): "undo" | "restore" | null {
  if (edge.status === "revoked") return "restore"
  return edge.status === "active" && edge.rule !== "trait" ? "undo" : null
}

/** Whom the ids of an edge that does not hold belong to, beside `person`. */
export function otherOf(edge: Edge, person: string): string | null {
  return edge.people.find((one) => one !== person) ?? null
}

function isEnd(edge: Edge, id: Identity): boolean {
  return [edge.a, edge.b].some((end) => end.type === id.type && end.value === id.value)
}
