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

const around: Middleware = {
  onRequest({ request }) {
    const address = new URL(request.url)
    if (project !== undefined && !address.searchParams.has("project")) {
      address.searchParams.set("project", project)
    }
    const sent = new Request(address, request)
    if (request.method !== "GET") sent.headers.set("X-CSRF-Token", csrf)
    return sent
  },
}

export const client = createClient<paths>({ baseUrl: window.location.origin })
client.use(around)

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
  )
}
