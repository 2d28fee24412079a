/**
 * What does a sentence of the server say in the reader's language? It writes English; a catalogue
 * holds the templates that its sentences are made of, and each in other words.
 */
import { inserted, settled } from "@/lib/spoken"

/** English templates and their words: `{name}` is filled in, `{name!r}` stands in quotes there. */
export type Catalogue = Readonly<Record<string, string>>

interface Template {
  shape: RegExp
  names: string[]
  words: string
  /** How many letters of it are its own. */
  own: number
}

/** The templates of a catalogue, those that say most themselves first. */
export type Templates = readonly Template[]

const HOLE = /\{\{|\}\}|\{(\w+)(!r|!words)?\}/g
const QUOTED = String.raw`'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"`
/** How Python writes what is no text. */
const PLAIN = String.raw`None|True|False|-?\d[\d.e+-]*`
const DEEPEST = 4

export function compile(catalogue: Catalogue): Templates {
  return Object.entries(catalogue)
    .map(([english, words]) => template(english, words))
    .sort((a, b) => b.own - a.own || Number(isLoose(a)) - Number(isLoose(b)))
}

/**
 * Return `text` in the words of the catalogue; null where no template fits it.
 *
 * What is filled in stays as it is, but for `{name!words}`: that is a sentence or a term itself.
 */
export function word(text: string, templates: Templates, depth = 0): string | null {
  if (depth > DEEPEST) return null
  const low = lowered(text)
  for (const one of templates) {
    const found = one.shape.exec(low)
    if (found) return filled(one, found.slice(1), templates, depth)
  }
  return withHint(text, templates, depth) ?? joined(text, templates, depth)
}

function template(english: string, words: string): Template {
  const names: string[] = []
  let shape = ""
  let own = 0
  let at = 0
  const literal = (part: string) => {
    own += part.length
    shape += part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")
  }
  const low = lowered(english)
  for (const hole of low.matchAll(HOLE)) {
    literal(low.slice(at, hole.index))
    at = hole.index + hole[0].length
    if (hole[1] === undefined) literal(hole[0].charAt(0))
    else {
      names.push(hole[1])
      shape += hole[2] === "!r" ? `(${QUOTED}|${PLAIN})` : "([\\s\\S]*?)"
    }
  }
  literal(low.slice(at))
  return { shape: new RegExp(`^${shape}$`), names, words, own }
}

/** Whether anything may stand in it, quoted or not. */
function isLoose({ shape }: Template): boolean {
  return shape.source.includes("([\\s\\S]*?)")
}

function filled(
  { names, words }: Template,
  held: readonly string[],
  templates: Templates,
  depth: number,
): string {
  const said = words.replace(HOLE, (mark, name?: string, how?: string) => {
    if (name === undefined) return mark.charAt(0)
    const value = held[names.indexOf(name)] ?? ""
    if (how !== "!words") return inserted(unquoted(value) ?? value)
    const said = word(value, templates, depth + 1)
    const bare = unquoted(value)
    return inserted(said ?? (bare === null ? value : `“${bare}”`))
  })
  return settled(said)
}

/** `what is wrong (what to do)`, as events are refused. */
function withHint(text: string, templates: Templates, depth: number): string | null {
  if (!text.endsWith(")")) return null
  for (let at = text.indexOf(" ("); at > 0; at = text.indexOf(" (", at + 1)) {
    const hint = word(text.slice(at + 2, -1), templates, depth + 1)
    const said = text.slice(0, at)
    if (hint !== null) return `${word(said, templates, depth + 1) ?? said}（${hint}）`
  }
  return null
}

/** Hints one after the other. */
function joined(text: string, templates: Templates, depth: number): string | null {
  if (!text.includes("; ")) return null
  const parts = text.split("; ").map((part) => word(part, templates, depth + 1))
  return parts.includes(null) ? null : parts.join("；")
}

function unquoted(text: string): string | null {
  if (!new RegExp(`^(?:${QUOTED})$`).test(text)) return null
  return text.slice(1, -1).replace(/\\(['"\\])/g, "$1")
}

/** The first letter small, as sentences of the server begin either way. */
function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
