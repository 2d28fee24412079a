// @rudderstack/rudder-sdk-node: every call, with gzip as it is. Arguments: address, key.
const Rudder = require("@rudderstack/rudder-sdk-node").default ?? require("@rudderstack/rudder-sdk-node")

const [url, writeKey] = process.argv.slice(2)
const client = new Rudder(writeKey, { dataPlaneUrl: url, flushAt: 20, flushInterval: 200 })
const userId = "rudder-node"
client.identify({ userId, anonymousId: "rudder-node-a", traits: { email: "rudder@example.com" } })
client.track({ userId, event: "Order Completed", properties: { price: 9.5 } })
client.page({ userId, name: "Docs", properties: { url: "https://a.example/p" } })
client.screen({ userId, name: "Home" })
client.group({ userId, groupId: "acme", traits: { size: 3 } })
client.alias({ userId, previousId: "rudder-node-old" })
client.flush((error) => {
  if (error) console.error(error)
  process.exit(error ? 1 : 0)
})
