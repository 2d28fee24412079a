/** How is a step's text (`buy`, `page|screen`, `buy[price > 10]`, `any`) taken apart and put together? */
import { unquoted, whereText } from "@/lib/where"

/** One event by name (null: any event), narrowed by a filter's text. */
export interface Choice {
  event: string | null
  where: string
}

export const ANY: Choice = { event: null, where: "" }

/** Take a step's text apart; null where it is wrong. */
export function readSelector(text: string): Choice[] | null {
  const choices: Choice[] = []
  let at = 0
  for (;;) {
    const name = nameAt(text, at)
    if (name === null) return null
    at = name.end
    let where = ""
    if (text[at] === "[") {
      const end = closing(text, at)
      if (end === null) return null
      where = text.slice(at + 1, end).trim()
      at = end + 1
      while (text[at] === " ") at += 1
    }
    choices.push({ event: name.event, where })
    if (at >= text.length) return choices
    if (text[at] !== "|") return null
    at += 1
  }
}

export function writeSelector(choices: readonly Choice[]): string {
  return choices
    .map(
      ({ event, where }) => `${event === null ? "any" : nameText(event)}${where && `[${where}]`}`,
    )
    .join("|")
}

/** An event's name as a step's text writes it; in quotes where it could be read as more than a name. */
export function nameText(event: string): string {
  const plain = /^[^|["\\\n\t]+$/.test(event) && event === event.trim() && event !== "any"
  if (plain) return event
  const safe = event.replaceAll("\\", "\\\\").replaceAll('"', '\\"')
  return `"${safe.replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`
}

/** A step as text, whichever form it has: a text, or the server's object. */
export function selectorText(data: unknown): string {
  if (typeof data === "string") return data
  if (typeof data !== "object" || data === null) return ""
  const step = data as { event?: unknown; any_of?: unknown; where?: unknown }
  const where = whereText(step.where)
  if (!Array.isArray(step.any_of)) return writeSelector([{ event: eventOf(step.event), where }])
  const choices = step.any_of.flatMap((one) => readSelector(selectorText(one)) ?? [])
  return writeSelector(
    choices.map((one) => ({
      event: one.event,
      where: one.where && where ? `(${one.where}) and (${where})` : one.where || where,
    })),
  )
}

/** The names of a step's events as people say them; `any` is the word for any event. */
export function sayEvents(text: string, any: string): string[] {
  const choices = readSelector(text)
  return choices === null ? [text] : choices.map(({ event }) => event ?? any)
}

/** The only event that a step means, for suggestions; undefined where it is several or any. */
export function onlyEvent(text: string): string | undefined {
  const choices = readSelector(text)
  return choices?.length === 1 ? (choices[0]?.event ?? undefined) : undefined
}

function eventOf(data: unknown): string | null {
  return data === null || data === undefined ? null : String(data)
}

function nameAt(text: string, at: number): { event: string | null; end: number } | null {
  const quoted = /\s*("(?:[^"\\]|\\.)*")\s*/suy
  quoted.lastIndex = at
  const found = quoted.exec(text)
  if (found) return { event: unquoted(found[1] ?? '""'), end: quoted.lastIndex }
  const bare = /[^|[]*/suy
  bare.lastIndex = at
  const name = (bare.exec(text)?.[0] ?? "").trim()
  if (name === "") return null
  return { event: name === "any" ? null : name, end: bare.lastIndex }
}

function closing(text: string, opening: number): number | null {
  let depth = 0
  let quote = ""
  for (let at = opening; at < text.length; at += 1) {
    const char = text[at] ?? ""
    if (quote) {
      if (char === "\\") at += 1
      else if (char === quote) quote = ""
    } else if (`"'\``.includes(char)) quote = char
    else if (char === "[") depth += 1
    else if (char === "]") {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return null
}
