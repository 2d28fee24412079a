/** At which address does a metric's trend stand, and which part of a trend is a metric's? */
import type { Metric } from "@/features/growth/api"
import { type Body, selectorsOf, textsOf } from "@/lib/ask"
import { whereText } from "@/lib/where"

/** The trend page of a metric. */
export function builderPath({ definition }: Pick<Metric, "definition">): string {
  const ask = definition.ask as unknown as Body
  const search = new URLSearchParams()
  for (const event of selectorsOf(ask.events)) search.append("event", event)
  const metrics = textsOf(ask.metrics)
  for (const one of metrics.length > 0 ? metrics : [String(ask.metric ?? "total")]) {
    search.append("metric", one)
  }
  if (ask.formula) search.set("formula", String(ask.formula))
  const where = whereText(ask.where)
  if (where) search.set("where", where)
  if (ask.bots === true) search.set("bots", "1")
  if (ask.identity === "as_of_event") search.set("identity", "as_of_event")
  return `/insights/trend?${search}`
}

const MEANT = ["events", "metric", "metrics", "formula", "where", "identity", "bots"]

/** Of a trend's body, what defines a metric. */
export function meantOf(body: Body): Body {
  return Object.fromEntries(Object.entries(body).filter(([name]) => MEANT.includes(name)))
}
