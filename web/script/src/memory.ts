/** What does the browser remember of a visitor? `localStorage`, else a cookie, else this page. */

import { readLocal, writeLocal } from "./local"

export interface Memory {
  get(name: string): string | null
  /** Remember `value`; null forgets. */
  set(name: string, value: string | null): void
}

const PREFIX = "br_"
const YEAR_S = 31_536_000

/** Open the memory; with a `domain`, a cookie comes first, as it is what subdomains share. */
export function openMemory(domain: string): Memory {
  const here: Record<string, string | null> = {}

  function get(name: string): string | null {
    const cookie = () => readCookie(PREFIX + name)
    const found = domain
      ? (cookie() ?? readLocal(PREFIX + name))
      : (readLocal(PREFIX + name) ?? cookie())
    return found ?? here[name] ?? null
  }

  function set(name: string, value: string | null): void {
    here[name] = value
    const kept = writeLocal(PREFIX + name, value)
    if (!kept || domain || value === null) writeCookie(PREFIX + name, value, domain)
  }

  return { get, set }
}

function readCookie(name: string): string | null {
  try {
    const found = `; ${document.cookie};`.split(`; ${name}=`)[1]
    return found === undefined ? null : decodeURIComponent(found.slice(0, found.indexOf(";")))
  } catch {
    return null
  }
}

function writeCookie(name: string, value: string | null, domain: string): void {
  const age = value === null ? 0 : YEAR_S
  const parts = [`${name}=${encodeURIComponent(value ?? "")}`, "path=/", `max-age=${age}`]
  if (domain) parts.push(`domain=${domain}`)
  if (location.protocol === "https:") parts.push("secure")
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: older browsers know no other way
    document.cookie = `${parts.join("; ")}; samesite=lax`
  } catch {
    // a sandboxed frame has no cookies
  }
}
