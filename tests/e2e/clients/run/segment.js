// @segment/analytics-next, as npm brings it, in a page: every call once.
const { host, key } = document.documentElement.dataset

async function play() {
  const analytics = window.AnalyticsNext.AnalyticsBrowser.load({ writeKey: key, cdnURL: host })
  await analytics.page("Landing")
  await analytics.track("Order Completed", { price: 9.5 })
  await analytics.identify("segment-web", { email: "segment-web@b.example" })
  await analytics.group("acme", { size: 3 })
  await analytics.alias("segment-web", "segment-web-before")
  await analytics.screen("Cart")
  window.played = true
}

play()
