/**
 * What becomes of a question that takes longer than a second? It goes on in the background: it is
 * watched where it was asked, goes on when its page is left, and is cancelled when it is asked anew.
 */
import type { Middleware } from "openapi-fetch"
import { useSyncExternalStore } from "react"
import { changeHeaders, client, type Schemas } from "@/lib/api"

export type Told = Schemas["BackgroundQuestion"]

export interface Watched {
  told: Told
  project: string
  /** The page that asked. */
  href: string
  /** Its page was left, so nobody waits for it there. */
  left: boolean
}

const WAIT_S = 1
const EVERY_MS = 500
const KEPT = "bellrock.background"
const ASKS = /^\/api\/v1\/ask\/[a-z]+$/

let watched: readonly Watched[] = kept()
const listeners = new Set<() => void>()

function set(next: readonly Watched[]): void {
  watched = next
  sessionStorage.setItem(KEPT, JSON.stringify(next))
  for (const tell of listeners) tell()
}

/** What a page that was closed or reloaded had asked. */
function kept(): Watched[] {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as Watched[]
    return found.map((one) => ({ ...one, left: true }))
  } catch {
    return []
  }
}

function put(one: Watched): void {
  set([...watched.filter(({ told }) => told.id !== one.told.id), one])
}

export function forget(id: string): void {
  set(watched.filter(({ told }) => told.id !== id))
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export function useWatched(): readonly Watched[] {
  return useSyncExternalStore(subscribe, () => watched)
}

const address = (id: string, project: string, rest = "") =>
  `/api/v1/background/${id}${rest}?project=${encodeURIComponent(project)}`

export async function look({ told, project }: Watched): Promise<Told> {
  const found = await fetch(address(told.id, project))
  if (!found.ok) throw new Error(String(found.status))
  return (await found.json()) as Told
}

function cancel({ told, project }: Watched): void {
  const said = { method: "DELETE", headers: changeHeaders(), keepalive: true }
  void fetch(address(told.id, project), said).catch(() => undefined)
}

/** Wait for a question where it was asked; an abort leaves it, or cancels it on the same page. */
async function follow(first: Told, project: string, signal: AbortSignal): Promise<Response> {
  const { pathname, search } = window.location
  let one: Watched = { told: first, project, href: pathname + search, left: false }
  try {
    while (!one.told.ended) {
      put(one)
      await pause(EVERY_MS, signal)
      one = { ...one, told: await look(one) }
    }
    forget(first.id)
    return await fetch(address(first.id, project, "/answer"), { signal })
  } catch (error) {
    if (signal.aborted && window.location.pathname !== pathname) {
      put({ ...one, left: true })
    } else {
      forget(first.id)
      if (signal.aborted) cancel(one)
    }
    throw signal.aborted ? new DOMException("aborted", "AbortError") : error
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, ended) => {
    signal.throwIfAborted()
    const wait = window.setTimeout(done, ms)
    signal.addEventListener(
      "abort",
      () => {
        window.clearTimeout(wait)
        ended(signal.reason)
      },
      { once: true },
    )
  })
}

const asksOne = (request: Request) =>
  request.method === "POST" && ASKS.test(new URL(request.url).pathname)

export const patient: Middleware = {
  onRequest({ request }) {
    if (asksOne(request)) request.headers.set("Prefer", `respond-async, wait=${WAIT_S}`)
    return request
  },
  async onResponse({ request, response }) {
    if (response.status !== 202 || !asksOne(request)) return undefined
    const project = new URL(request.url).searchParams.get("project") ?? ""
    return follow((await response.json()) as Told, project, request.signal)
  },
}
client.use(patient)
