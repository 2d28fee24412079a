/** What happens on the page by itself? Clicks, submits, other addresses, and its going away. */

import { safely } from "./calls"
import { describe, meant } from "./element"
import type { Outbox } from "./outbox"
import { placeOf } from "./place"
import { tell } from "./tell"
import type { Props, Tracker } from "./tracker"

/** Report clicks and submitted forms. */
export function watchActs(tracker: Tracker): void {
  const report = safely((event: Event) => {
    const element = meant(event)
    if (!element) return
    const said: Props = {
      type: event.type,
      ...describe(element),
      ...placeOf(event as MouseEvent, element),
    }
    tracker.track("$autocapture", said)
    tell("act", [event, said])
  })
  addEventListener("click", report, true)
  addEventListener("submit", report, true)
}

/** Report a page wherever the address changes; a change after `#` only where `hash` says so. */
export function watchAddress(tracker: Tracker, hash: boolean): void {
  const place = () => location.pathname + location.search + (hash ? location.hash : "")
  let path = location.pathname
  let here = place()
  const look = (isPage: () => boolean) => {
    const seen = isPage()
    path = location.pathname
    here = place()
    if (seen) tracker.page()
  }
  const moved = () => look(() => place() !== here)
  wrap("pushState", moved)
  wrap("replaceState", () => look(() => location.pathname !== path)) // it often only notes a state
  addEventListener("popstate", safely(moved))
  if (hash) addEventListener("hashchange", safely(moved))
  // A page that comes back from the browser's cache is looked at again.
  addEventListener("pageshow", (event) => event.persisted && tracker.page())
}

/** Send what waits as the page is left or hidden, and again as the network returns. */
export function watchLeaving(outbox: Outbox): void {
  addEventListener("pagehide", safely(outbox.leave))
  addEventListener("online", safely(outbox.wake))
  document.addEventListener(
    "visibilitychange",
    safely(() => document.visibilityState === "hidden" && outbox.hide()),
  )
}

function wrap(name: "pushState" | "replaceState", after: () => void): void {
  const original = history[name]
  const told = safely(after)
  history[name] = function (this: History, ...args) {
    original.apply(this, args)
    told()
  }
}
