// posthog-node: every call, compressed as it is. Arguments: address, key.
const { PostHog } = require("posthog-node")

const [url, key] = process.argv.slice(2)
const client = new PostHog(key, { host: url, flushAt: 20, flushInterval: 200, fetchRetryCount: 1 })
let failed = 0
client.on("error", (error) => {
  console.error(error)
  failed = 1
})
const distinctId = "posthog-node"
client.identify({ distinctId, properties: { $set: { email: "posthog@example.com" }, $set_once: { first: "x" } } })
client.capture({
  distinctId,
  event: "Order Completed",
  properties: { price: 9.5 },
  groups: { company: "acme" },
  timestamp: new Date("2026-01-02T03:04:05.678Z"),
})
client.capture({ distinctId, event: "$pageview", properties: { $current_url: "https://a.example/p?utm_source=news" } })
client.groupIdentify({ groupType: "company", groupKey: "acme", properties: { size: 3 } })
client.alias({ distinctId, alias: "posthog-node-old" })
client.shutdown(10000).then(() => process.exit(failed))
