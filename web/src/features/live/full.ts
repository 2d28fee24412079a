/** What is known of one event, in which groups, and which of it did Bellrock add? */
export interface FullEvent {
  position: string
  event: string
  kind: string
  event_id: string
  ts: string
  original: string | null
  sent: string | null
  received: string
  person: string
  user_id: string
  anonymous_id: string
  dialect: string
  source: number
  verdict: string
  warnings: string[]
  identity: string
  bot: string
  historical: boolean
  raw: string
  props: Record<string, unknown>
  ctx: Record<string, unknown>
  [column: string]: unknown
}

export type Kind = "text" | "time" | "link" | "code"
export interface Field {
  name: string
  value: string
  kind: Kind
}
export interface Group {
  name: string
  fields: Field[]
}

const GROUPS: Record<string, readonly string[]> = {
  what: ["event", "kind", "event_id", "dialect", "library", "source", "historical"],
  when: ["ts", "original", "sent", "received"],
  who: ["user_id", "anonymous_id", "ids", "groups", "session"],
  page: ["url", "title", "referrer"],
  campaign: [
    ...["channel", "utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"],
    "referrer_host",
  ],
  device: [
    ...["device", "os", "os_version", "browser", "browser_version", "bot"],
    ...["locale", "timezone", "user_agent"],
  ],
  place: ["country", "region", "city", "ip"],
}
const TIMES = new Set(["ts", "original", "sent", "received"])
const LINKS = new Set(["url", "referrer"])
const CODES = new Set(["event_id", "user_id", "anonymous_id", "session", "ip", "user_agent"])

/** Return the canonical fields that hold something, in groups that do. */
export function grouped(event: FullEvent): Group[] {
  return Object.entries(GROUPS)
    .map(([name, fields]) => ({ name, fields: fields.flatMap((field) => fieldOf(event, field)) }))
    .filter((group) => group.fields.length > 0)
}

function fieldOf(event: FullEvent, name: string): Field[] {
  const value = event[name]
  if (value === "" || value === null || value === undefined || value === false) return []
  const kind = TIMES.has(name)
    ? "time"
    : LINKS.has(name)
      ? "link"
      : CODES.has(name)
        ? "code"
        : "text"
  if (typeof value !== "object") return [{ name, value: String(value), kind }]
  const pairs = Object.entries(value as object).map(([key, one]) => `${key}: ${written(one)}`)
  return pairs.length > 0 ? [{ name, value: pairs.join("\n"), kind: "code" }] : []
}

export interface Leaf {
  path: string
  value: string
  type: "text" | "number" | "flag" | "list" | "nothing"
}

/** Return every property by its path; lists stay whole. */
export function leaves(props: Record<string, unknown>, above = ""): Leaf[] {
  return Object.entries(props).flatMap(([name, value]) => {
    const path = above + name
    const inside = typeof value === "object" && value !== null && !Array.isArray(value)
    if (inside && Object.keys(value).length > 0) {
      return leaves(value as Record<string, unknown>, `${path}.`)
    }
    return [{ path, value: written(value), type: typeOf(value) }]
  })
}

function typeOf(value: unknown): Leaf["type"] {
  if (value === null) return "nothing"
  if (typeof value === "number") return "number"
  if (typeof value === "boolean") return "flag"
  return typeof value === "object" ? "list" : "text"
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value)
}

/** The payload as it was sent, indented where it is JSON; long numbers stay as they were written. */
export function pretty(raw: string): string {
  try {
    JSON.parse(raw)
  } catch {
    return raw
  }
  return indented(raw)
}

/** Indent JSON text without reading its values, so that none changes. */
function indented(json: string): string {
  let text = ""
  let depth = 0
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    if (token === "{" || token === "[") {
      depth += 1
      text += `${token}\n${"  ".repeat(depth)}`
    } else if (token === "}" || token === "]") {
      depth -= 1
      text = /[{[]\s*$/.test(text)
        ? text.trimEnd() + token
        : `${text}\n${"  ".repeat(depth)}${token}`
    } else if (token === ",") text += `,\n${"  ".repeat(depth)}`
    else text += token === ":" ? ": " : token
  }
  return text
}

export interface Addition {
  name: string
  value: string
  /** What it was read from: clock, agent, address, page or campaign. */
  from: "clock" | "agent" | "address" | "page" | "referrer" | "campaign"
  /** The text that it was read from. */
  source: string
}

/** Return what Bellrock added to what the client said, and what it was read from. */
export function additions(event: FullEvent): Addition[] {
  const found: Addition[] = []
  const add = (names: string[], from: Addition["from"], source: string) => {
    for (const name of names) {
      const value = event[name]
      if (typeof value === "string" && value !== "" && !said(event.raw, value)) {
        found.push({ name, value, from, source })
      }
    }
  }
  if (moved(event)) found.push({ name: "ts", value: event.ts, from: "clock", source: clock(event) })
  const text = (name: string) => String(event[name] ?? "")
  add(
    ["device", "os", "os_version", "browser", "browser_version", "bot"],
    "agent",
    text("user_agent"),
  )
  add(["country", "region", "city"], "address", text("ip"))
  add(["host", "path"], "page", text("url"))
  add(["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"], "page", text("url"))
  add(["referrer_host"], "referrer", text("referrer"))
  add(["channel"], "campaign", ways(event))
  return found
}

/** Whether the time that counts is another than the client's own. */
export function moved(event: FullEvent): boolean {
  return event.original !== null && Date.parse(event.original) !== Date.parse(event.ts)
}

function clock(event: FullEvent): string {
  return [event.original, event.sent].filter(Boolean).join(" → ")
}

function ways(event: FullEvent): string {
  const told = ["utm_source", "utm_medium", "utm_campaign", "referrer_host"]
  return told
    .map((name) => event[name])
    .filter(Boolean)
    .join(" · ")
}

/** Whether the client sent exactly this text as a value. */
function said(raw: string, value: string): boolean {
  return raw.includes(`:${JSON.stringify(value)}`) || raw.includes(`: ${JSON.stringify(value)}`)
}
