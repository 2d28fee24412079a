/** What do we call a person, and what stands for them where there is no picture? */

/** Traits that a name is made of; a list of people always asks for them. */
export const NAMING = ["name", "first_name", "last_name", "firstName", "lastName", "email"] as const

export interface Named {
  /** What they are called, never empty. */
  title: string
  /** A second line that tells them from others of that name; may be empty. */
  beside: string
  /** Whether `title` is what people call them, and not an id. */
  known: boolean
}

const ID_TYPES = ["email", "phone", "user_id", "anonymous_id"]

/** The best name among traits and ids (by type), else the key. */
export function nameOf(
  traits: Record<string, unknown>,
  ids: Record<string, string | undefined>,
  key: string,
): Named {
  const full = text(traits.name) || joined(traits)
  const email = text(traits.email) || ids.email || ""
  const id = ids.user_id || ids.anonymous_id || ids.phone || Object.values(ids).find(Boolean) || ""
  const [title = key, beside = ""] = [full, email, id, key].filter(
    (one, at, all) => one !== "" && all.indexOf(one) === at,
  )
  return { title, beside: beside === key ? "" : beside, known: title === full || title === email }
}

/** The first id of each type, strongest type first. */
export function idsByType(identities: readonly { type: string; value: string }[]) {
  const found: Record<string, string | undefined> = {}
  for (const one of identities) found[one.type] ??= one.value
  return found
}

/** Where a type of id stands in a list: the best known first. */
export function idRank(type: string): number {
  const at = ID_TYPES.indexOf(type)
  return at < 0 ? ID_TYPES.length : at
}

/** Up to two signs: of first and last word, or how a lone one begins. */
export function initials(title: string): string {
  const words = title
    .replace(/@.*$/, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const [first = "", ...rest] = words
  if (/\p{Script=Han}/u.test(first)) return [...first].slice(-2).join("")
  const last = rest.at(-1)
  const signs = last ? [[...first][0], [...last][0]] : [...first].slice(0, 2)
  return signs.join("").toUpperCase() || "?"
}

/** Which of `count` colours a person has; the same wherever they are shown. */
export function colourOf(key: string, count: number): number {
  let sum = 0
  for (const sign of key) sum = (sum * 31 + sign.charCodeAt(0)) >>> 0
  return sum % count
}

function joined(traits: Record<string, unknown>): string {
  const first = text(traits.first_name) || text(traits.firstName)
  const last = text(traits.last_name) || text(traits.lastName)
  return `${first} ${last}`.trim()
}

function text(value: unknown): string {
  return typeof value === "string" ? value.trim() : ""
}
