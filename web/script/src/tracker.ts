/** What can a site call? page, track, identify, group, reset, and the visitor's own decision. */

import type { Entry } from "./batch"
import { safely } from "./calls"
import { newId } from "./ids"
import type { Outbox } from "./outbox"
import { redact } from "./redact"
import { tell } from "./tell"
import type { Visitor } from "./visitor"

export type Props = Record<string, unknown>

export interface Tracker {
  /** `also` is what a page tells by itself as it goes, like its address; it begins no session. */
  track(event: string, props?: Props, also?: Props): void
  page(name?: string, props?: Props): void
  /** Say who somebody is and what they are like; a trait that is null is taken away. */
  identify(userId: string | Props, traits?: Props): void
  group(id: string, traits?: Props, type?: string): void
  /** Somebody signed out: whoever comes now is somebody else. */
  reset(): void
  optOut(): void
  optIn(): void
  /** The id of this browser, for a server that reports about the same visitor. */
  anonymousId(): string
}

const LIBRARY = "bellrock.js"
/** Frameworks set the title of a new page a moment after its address; slow pages take longer. */
const TITLED_AFTER_MS = [50, 500]

/** Track for `visitor` into `outbox`; `welcome` is what happens once somebody agrees. */
export function openTracker(visitor: Visitor, outbox: Outbox, welcome: () => void): Tracker {
  let referrer = document.referrer
  let here = location.href

  function send(kind: string, event: string, more: Props, passive = false): void {
    if (!visitor.agreed()) return
    const { id: session, campaign } = visitor.session(passive)
    const message: Props = {
      event,
      kind,
      event_id: newId(),
      ts: new Date().toISOString(),
      anonymous_id: visitor.anonymousId(),
      user_id: visitor.userId() || undefined,
      groups: visitor.groups(),
      session,
      url: redact(location.href),
      title: document.title,
      referrer: redact(referrer) || undefined,
      locale: navigator.language,
      timezone: zone(),
      library: LIBRARY,
      screen: `${screen.width}x${screen.height}`,
      viewport: `${innerWidth}x${innerHeight}`,
      ...campaign,
      ...more,
    }
    const entry: Entry = { json: JSON.stringify(message), tried: 0 }
    outbox.add(entry)
    if (kind !== "page") return
    const entitled = safely(() => entitle(entry, message))
    for (const ms of TITLED_AFTER_MS) setTimeout(entitled, ms)
  }

  function entitle(entry: Entry, message: Props): void {
    if (message.url !== redact(location.href)) return
    entry.json = JSON.stringify({ ...message, title: document.title })
  }

  function page(name?: string, props?: Props): void {
    if (location.href !== here) referrer = here
    here = location.href
    send("page", "$pageview", { props: { ...(name && { name }), ...props } })
    tell("page")
  }

  function identify(userId: string | Props, traits?: Props): void {
    const named = typeof userId !== "object"
    const said = (named ? traits : userId) ?? {}
    if (named && userId && visitor.agreed()) visitor.setUserId(String(userId))
    const unset = Object.keys(said).filter((trait) => said[trait] === null)
    send("identify", "$identify", {
      traits: Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)),
      trait_ops: unset.length ? unset.map((trait) => ({ op: "unset", trait })) : undefined,
    })
  }

  function group(id: string, traits?: Props, type = "group"): void {
    if (visitor.agreed()) visitor.setGroup(type, String(id))
    send("group", "$groupidentify", { props: traits })
  }

  function optIn(): void {
    const before = visitor.agreed()
    visitor.agree(true)
    if (!before) welcome()
  }

  return {
    track: (event, props, also) => send("track", String(event), { props, ...also }, !!also),
    page,
    identify,
    group,
    reset: () => visitor.reset(),
    optOut() {
      outbox.clear()
      visitor.agree(false)
    },
    optIn,
    anonymousId: () => (visitor.agreed() ? visitor.anonymousId() : ""),
  }
}

function zone(): string | undefined {
  try {
    return Intl.DateTimeFormat().resolvedOptions().timeZone
  } catch {
    return undefined
  }
}
