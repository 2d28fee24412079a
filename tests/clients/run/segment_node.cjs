// @segment/analytics-node: every call. Arguments: address, key.
const { Analytics } = require("@segment/analytics-node")

const [url, writeKey] = process.argv.slice(2)
const client = new Analytics({ writeKey, host: url, path: "/v1/batch", flushAt: 10, maxRetries: 1 })
let failed = 0
client.on("error", (error) => {
  console.error(error)
  failed = 1
})
const userId = "segment-node"
client.identify({ userId, anonymousId: "segment-node-a", traits: { email: "segment@example.com", plan: "pro" } })
client.track({ userId, event: "Order Completed", properties: { price: 9.5 }, timestamp: new Date("2026-01-02T03:04:05.678Z") })
client.page({ userId, name: "Docs", properties: { url: "https://a.example/p?utm_source=news" } })
client.screen({ userId, name: "Home" })
client.group({ userId, groupId: "acme", traits: { size: 3 } })
client.alias({ userId, previousId: "segment-node-old" })
client.closeAndFlush({ timeout: 10000 }).then(() => process.exit(failed))
