/** When may a page be looked at for the last time? As it is hidden, and as it goes away. */

import { safely } from "./calls"

/** Run `last` as the page is hidden or goes, before the events that wait are sent. */
export function whenLeft(last: () => void): void {
  const safe = safely(last)
  addEventListener("pagehide", safe, true)
  addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "hidden") safe()
    },
    true,
  )
}
