/** Which question stands in the address? The page's state is read from there and written back. */
import { type AnyKind, type Body, bodyOf, type Common, readCommon, writeCommon } from "@/lib/ask"
import type { Range } from "@/lib/range"

/** What of the address is no part of the question. */
const BESIDE = ["from", "to", "q", "name", "view", "cells", "flows", "chart"] as const
/** Says that a saved question was changed into the one that needs no words. */
const PLAIN = "plain"

/** The address of a changed question: its own words and those that are no part of it. */
export function addressOf(
  kind: AnyKind,
  ask: unknown,
  common: Common,
  now: URLSearchParams,
): URLSearchParams {
  const next = new URLSearchParams()
  for (const part of [kind.write(ask), writeCommon(common)]) {
    for (const [name, value] of part) next.append(name, value)
  }
  if ([...next].length === 0) next.set(PLAIN, "1")
  for (const name of BESIDE) {
    const value = now.get(name)
    if (value !== null) next.set(name, value)
  }
  return next
}

/** Whether the address names a saved question and says nothing of its own: then that is asked. */
export function isBare(search: URLSearchParams): boolean {
  const own = [...search.keys()].filter((name) => !(BESIDE as readonly string[]).includes(name))
  return own.length === 0
}

export interface Asked {
  ask: unknown
  common: Common
  body: Body
}

/** The question of an address, with its whole body. */
export function readAddress(kind: AnyKind, search: URLSearchParams, range: Range): Asked {
  const ask = kind.read(search)
  const common = readCommon(search)
  return { ask, common, body: bodyOf(kind, ask, common, range) }
}

/** Whether two bodies ask the same: the same fields, in whatever order. */
export function isSame(one: Body, other: Body): boolean {
  return text(one) === text(other)
}

export function text(body: Body): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(body).sort(([a], [b]) => (a < b ? -1 : 1))),
  )
}
