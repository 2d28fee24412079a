/** What did the site ask for? The attributes of the script's own tag. */

export interface Options {
  key: string
  /** Address of the server, without a slash at its end. */
  host: string
  autocapture: boolean
  /** Whether a page tells how far it was seen, and which clicks met nothing. */
  heat: boolean
  /** Whether a page tells how quick it was. */
  vitals: boolean
  /** Count page views by themselves: on loading, and as the address changes. */
  pageviews: boolean
  /** Whether a change of the address after `#` is a page of its own. */
  hash: boolean
  /** Domain of the cookie that subdomains share; empty where each site stands for itself. */
  cookieDomain: string
  sessionMs: number
  /** Whether Do-Not-Track and Global Privacy Control are obeyed. */
  dnt: boolean
  /** Whether nothing may happen before the visitor has agreed. */
  ask: boolean
}

const MINUTE_MS = 60_000

/** Return the script's own tag; one that was injected is found by its key. */
export function ownTag(document: Document): HTMLScriptElement | null {
  const current = document.currentScript as HTMLScriptElement | null
  return current?.dataset.key
    ? current
    : document.querySelector('script[data-key][src*="bellrock"]')
}

/** Read what the tag says; whatever it leaves out is as most sites want it. */
export function readOptions({ src, dataset: said }: HTMLScriptElement): Options {
  const off = (value?: string) => value === "off" || value === "false"
  return {
    key: said.key || "",
    host: said.host?.replace(/\/$/, "") || hostOf(src),
    autocapture: !off(said.autocapture),
    heat: !off(said.heat),
    vitals: !off(said.vitals),
    pageviews: !off(said.pageviews),
    hash: said.pageviews === "hash",
    cookieDomain: said.cookieDomain || "",
    sessionMs: (Number(said.sessionMinutes) || 30) * MINUTE_MS,
    dnt: said.dnt !== "ignore",
    ask: said.consent === "ask",
  }
}

/** Return the address that serves `/js/bellrock.js`, which may stand under a path of a proxy. */
function hostOf(src: string): string {
  return /^([^?#]*)\/js\/[^/]*$/.exec(src)?.[1] ?? new URL(src).origin
}
