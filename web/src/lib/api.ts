/** How does the app talk to the server? Typed calls; whatever is refused is thrown as a `Refusal`. */
import createClient, { type Middleware } from "openapi-fetch"
import type { components, paths } from "@/generated/api"

export type Schemas = components["schemas"]

/** Why a request was refused, or that nobody answered (`status` 0). */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
    readonly hint = "",
    readonly field: string | null = null,
    readonly retryAfterS: number | null = null,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = "Refusal"
  }
}

let csrf = ""
let project: string | undefined

/** Keep what every change must carry; the session tells it. */
export function rememberCsrf(token: string): void {
  csrf = token
}

/** Ask in the project of this name from now on. */
export function askIn(name: string | undefined): void {
  project = name
}

/** Return `address` with the current project named in it; for streams and downloads. */
export function inProject(address: string): string {
  if (project === undefined) return address
  return `${address}${address.includes("?") ? "&" : "?"}project=${encodeURIComponent(project)}`
}

export function changeHeaders(): Record<string, string> {
  return csrf ? { "X-CSRF-Token": csrf } : {}
}

const carrying: Middleware = {
  onRequest({ request }) {
    if (request.method !== "GET") request.headers.set("X-CSRF-Token", csrf)
    return request
  },
}

/** Write a query with the current project in it; lists repeat their name, and nothing is left out. */
function written(query: Record<string, unknown>): string {
  const search = new URLSearchParams()
  if (project !== undefined && query.project === undefined) search.set("project", project)
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one))
    }
  }
  return search.toString()
}

export const client = createClient<paths>({
  baseUrl: window.location.origin,
  querySerializer: written,
})
client.use(carrying)

interface Answered<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/**
 * Return what a call answered.
 *
 * @throws Refusal: the server refused, or could not be reached.
 */
export async function unwrap<Data>(call: Promise<Answered<Data>>): Promise<Data> {
  let answered: Answered<Data>
  try {
    answered = await call
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error
    throw new Refusal("unreachable", 0, "unreachable")
  }
  if (answered.response.ok) return answered.data as Data
  throw refusalOf(answered.error, answered.response)
}

/** Read a problem document, or make one of an answer that holds none. */
export function refusalOf(body: unknown, response: Response): Refusal {
  const fromProxy = response.status >= 500 && !isProblem(body)
  if (fromProxy) return new Refusal("unreachable", 0, "unreachable")
  const problem = (typeof body === "object" && body !== null ? body : {}) as Partial<
    Schemas["Problem"]
  >
  return new Refusal(
    problem.detail ?? response.statusText,
    response.status,
    problem.code ?? "unknown",
    problem.hint ?? "",
    problem.field ?? null,
    problem.retry_after_s ?? null,
    problem.facts ?? {},
  )
}

/** Whether our server wrote this: what stands between it and us answers otherwise. */
function isProblem(body: unknown): boolean {
  return typeof body === "object" && body !== null && "code" in body
}
