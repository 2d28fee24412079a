/** How does a timeline fall into sessions? Neighbours of one visit, or not half an hour apart. */

export interface Happening {
  ts: string
  cursor: string
  position: string
  fields: Record<string, string>
  props: Record<string, unknown>
}

export interface Session {
  key: string
  /** Newest first, as they came. */
  events: Happening[]
  start: string
  seconds: number
  /** Facts of its earliest event that has them. */
  channel: string
  device: string
  entry: string
  /** Whether what was loaded ends in the middle of it. */
  open: boolean
}

const GAP_MS = 30 * 60 * 1000

/** Group what happened, newest first; `more` says that older events are not loaded yet. */
export function sessionsOf(events: readonly Happening[], more: boolean): Session[] {
  const groups: Happening[][] = []
  for (const event of events) {
    const group = groups.at(-1)
    const newer = group?.at(-1)
    if (group && newer && together(newer, event)) group.push(event)
    else groups.push([event])
  }
  return groups.map((group, at) => summary(group, more && at === groups.length - 1))
}

function together(newer: Happening, older: Happening): boolean {
  const [a, b] = [visitOf(newer), visitOf(older)]
  if (a && b) return a === b
  if (a || b) return false
  return new Date(newer.ts).getTime() - new Date(older.ts).getTime() <= GAP_MS
}

function visitOf(event: Happening): string {
  return event.fields.session || event.fields.visit || ""
}

function summary(events: Happening[], open: boolean): Session {
  const [first, last] = [events.at(-1) as Happening, events[0] as Happening]
  const earliest = (name: string) => events.findLast((one) => one.fields[name])?.fields[name] ?? ""
  const span = new Date(last.ts).getTime() - new Date(first.ts).getTime()
  return {
    key: visitOf(last) || last.cursor,
    events,
    start: first.ts,
    seconds: span / 1000,
    channel: earliest("channel"),
    device: earliest("device"),
    entry: earliest("path") || earliest("url"),
    open,
  }
}

/** Properties that tell most of an event, the best first. */
const TELLING = [
  ...["title", "name", "product", "query", "plan", "total", "revenue", "price", "value"],
  ...["amount", "quantity", "currency", "category", "order_id", "status", "method", "step"],
]
const HIDDEN = /^(\$|_)/

/** Up to `most` properties worth reading beside an event's name, as texts. */
export function tellingProps(event: Happening, most = 3): [string, string][] {
  const plain = Object.entries(event.props).filter(
    ([name, value]) => isPlain(value) && !HIDDEN.test(name),
  )
  if (event.fields.kind === "page" || event.fields.kind === "screen") {
    const place = event.fields.title || event.fields.path || event.fields.url
    return place ? [["", place]] : []
  }
  const rank = (name: string) => (TELLING.includes(name) ? TELLING.indexOf(name) : TELLING.length)
  return plain
    .sort(([a], [b]) => rank(a) - rank(b))
    .slice(0, most)
    .map(([name, value]) => [name, String(value)])
}

function isPlain(value: unknown): boolean {
  return ["string", "number", "boolean"].includes(typeof value) && value !== ""
}

/** A value of a trait or property as one text. */
export function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value)
}
