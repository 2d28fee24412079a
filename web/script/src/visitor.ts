/** Who is here, since when, and do they agree? What the browser remembers between pages. */

import { newId } from "./ids"
import type { Memory } from "./memory"
import type { Options } from "./options"
import { type Campaign, campaignOf, continued, readSession, type Session } from "./session"

export interface Visitor {
  anonymousId(): string
  userId(): string
  setUserId(id: string): void
  groups(): Record<string, string>
  setGroup(type: string, id: string): void
  /** Return the session of an event that happens now, and remember it; what nobody did, `passive`,
   * belongs to the session before, however long ago. */
  session(passive?: boolean): Session
  /** Whether anything may be remembered and sent. */
  agreed(): boolean
  /** Remember what the visitor decided; whoever declines is forgotten. */
  agree(yes: boolean): void
  /** Become somebody new. */
  reset(): void
}

/** Know the visitor by `memory`. */
export function openVisitor(memory: Memory, options: Options): Visitor {
  let landed: Campaign = campaignOf(location.search)

  function anonymousId(): string {
    const known = memory.get("id")
    if (known) return known
    const id = newId()
    memory.set("id", id)
    return id
  }

  function session(passive = false): Session {
    const before = readSession(memory.get("session"))
    if (passive && before) return before
    const now = continued(before, Date.now(), options.sessionMs, landed)
    landed = {} // it counts as the page is reached, not again in whatever happens on it
    memory.set("session", JSON.stringify(now))
    return now
  }

  function groups(): Record<string, string> {
    try {
      return JSON.parse(memory.get("groups") || "{}")
    } catch {
      return {}
    }
  }

  function agreed(): boolean {
    const said = memory.get("consent")
    return said ? said === "yes" : !options.ask && !(options.dnt && objects())
  }

  function reset(): void {
    for (const name of ["id", "user", "groups", "session"]) memory.set(name, null)
  }

  return {
    anonymousId,
    userId: () => memory.get("user") ?? "",
    setUserId: (id) => memory.set("user", id),
    groups,
    setGroup: (type, id) => memory.set("groups", JSON.stringify({ ...groups(), [type]: id })),
    session,
    agreed,
    agree(yes) {
      if (!yes) reset()
      memory.set("consent", yes ? "yes" : "no")
    },
    reset,
  }
}

/** Say whether the browser objects to being followed, by either of its signals. */
function objects(): boolean {
  const said = navigator as { doNotTrack?: string | null; globalPrivacyControl?: boolean }
  return said.globalPrivacyControl === true || said.doNotTrack === "1"
}
