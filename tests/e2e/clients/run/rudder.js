// @rudderstack/analytics-js, as npm brings it, in a page: every call once.
import { RudderAnalytics } from "/clients/@rudderstack/analytics-js/dist/npm/modern/bundled/esm/index.mjs"

const { host, key } = document.documentElement.dataset
const analytics = new RudderAnalytics()

analytics.load(key, host, { configUrl: host })
analytics.ready(() => {
  analytics.page("Landing")
  analytics.track("Order Completed", { price: 9.5 })
  analytics.identify("rudder-web", { email: "rudder-web@b.example" })
  analytics.group("acme", { size: 3 })
  analytics.alias("rudder-web", "rudder-web-before")
  window.played = true
})
