// posthog-js, as npm brings it, in a page: every call once.
import posthog from "/clients/posthog-js/dist/module.js"

const { host, key } = document.documentElement.dataset

posthog.init(key, { api_host: host, person_profiles: "always", before_send: noted, loaded: play })

function noted(event) {
  localStorage.sent = `${localStorage.sent ?? ""}${event.event};`
  return event
}

function play() {
  posthog.capture("Order Completed", { price: 9.5 })
  posthog.identify("posthog-web", { email: "posthog-web@b.example" })
  posthog.group("company", "acme", { size: 3 })
  posthog.alias("posthog-web-too")
  window.played = true
}
