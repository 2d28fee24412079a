/** What does one paste to send events? For each protocol, with one's own key and this server's address. */
export const WAYS = ["script", "segment", "rudderstack", "posthog", "http"] as const
export type Way = (typeof WAYS)[number]

export interface Snippet {
  /** Its name: a language or a library, as its users call it. */
  title: string
  /** What has to be installed before; empty for nothing. */
  install: string
  code: string
}

/** Return the snippets of one way, ready to be pasted. */
export function snippets(way: Way, origin: string, key: string): Snippet[] {
  return MADE[way](origin, key)
}

const MADE: Record<Way, (origin: string, key: string) => Snippet[]> = {
  script: (origin, key) => [
    {
      title: "HTML",
      install: "",
      code: `<script async src="${origin}/js/bellrock.js" data-key="${key}"></script>`,
    },
    {
      title: "JavaScript",
      install: "",
      code: `bellrock.track("Order Completed", { revenue: 25, currency: "EUR" })
bellrock.identify("user-17", { email: "ann@example.com" })`,
    },
  ],
  segment: (origin, key) => [
    {
      title: "analytics.js",
      install: "npm install @segment/analytics-next",
      code: `import { AnalyticsBrowser } from "@segment/analytics-next"

const analytics = AnalyticsBrowser.load({
  writeKey: "${key}",
  cdnURL: "${origin}",
})
analytics.page()
analytics.track("Order Completed", { revenue: 25, currency: "EUR" })`,
    },
    {
      title: "Python",
      install: "pip install segment-analytics-python",
      code: `from segment.analytics.client import Client

client = Client(write_key="${key}", host="${origin}")
client.track("user-17", "Order Completed", {"revenue": 25.0, "currency": "EUR"})
client.shutdown()`,
    },
    {
      title: "Node",
      install: "npm install @segment/analytics-node",
      code: `import { Analytics } from "@segment/analytics-node"

const analytics = new Analytics({ writeKey: "${key}", host: "${origin}" })
analytics.track({ userId: "user-17", event: "Order Completed", properties: { revenue: 25 } })
await analytics.closeAndFlush()`,
    },
  ],
  rudderstack: (origin, key) => [
    {
      title: "JavaScript",
      install: "npm install @rudderstack/analytics-js",
      code: `import { RudderAnalytics } from "@rudderstack/analytics-js"

const analytics = new RudderAnalytics()
analytics.load("${key}", "${origin}", { configUrl: "${origin}" })
analytics.page()
analytics.track("Order Completed", { revenue: 25, currency: "EUR" })`,
    },
    {
      title: "Python",
      install: "pip install rudder-sdk-python",
      code: `from rudderstack.analytics.client import Client

client = Client("${key}", host="${origin}")
client.track("user-17", "Order Completed", {"revenue": 25.0})
client.shutdown()`,
    },
    {
      title: "Node",
      install: "npm install @rudderstack/rudder-sdk-node",
      code: `const Rudder = require("@rudderstack/rudder-sdk-node").default

const client = new Rudder("${key}", { dataPlaneUrl: "${origin}" })
client.track({ userId: "user-17", event: "Order Completed", properties: { revenue: 25 } })
client.flush()`,
    },
  ],
  posthog: (origin, key) => [
    {
      title: "posthog-js",
      install: "npm install posthog-js",
      code: `import posthog from "posthog-js"

posthog.init("${key}", { api_host: "${origin}" })
posthog.capture("Order Completed", { revenue: 25, currency: "EUR" })`,
    },
    {
      title: "Python",
      install: "pip install posthog",
      code: `from posthog import Posthog

posthog = Posthog("${key}", host="${origin}")
posthog.capture("Order Completed", distinct_id="user-17", properties={"revenue": 25})
posthog.shutdown()`,
    },
  ],
  http: (origin, key) => [
    {
      title: "curl",
      install: "",
      code: `curl --user "${key}:" ${origin}/v1/track --json '{
  "event": "Order Completed",
  "userId": "user-17",
  "properties": {"revenue": 25, "currency": "EUR"}
}'`,
    },
  ],
}
