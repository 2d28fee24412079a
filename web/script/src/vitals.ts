/** How quick was the page? Web vitals after their public definitions (web.dev/articles/vitals). */

import { safely } from "./calls"
import { inpOf, longer, type Shift, windowed } from "./figures"
import { whenLeft } from "./leaving"
import type { Props, Tracker } from "./tracker"

interface Timed extends PerformanceEntry {
  value: number
  hadRecentInput: boolean
  interactionId: number
}

/** Report `$web_vitals` once a loaded page, as it is first hidden or left.
 *
 * A page that comes back from the browser's cache, or changes its address, is not another one.
 */
export function watchVitals(tracker: Tracker): void {
  const url = location.href
  const [load] = performance.getEntriesByType("navigation") as (PerformanceNavigationTiming & {
    activationStart?: number
  })[]
  const start = load?.activationStart ?? 0
  const hiddenAt = firstHidden()
  const since = (ms: number) => Math.max(0, Math.round(ms - start))
  const found: Props = {}
  let shift: Shift = { at: 0, begun: 0, sum: 0, most: 0 }
  let slow: { id: number; ms: number }[] = []
  let ids: number[] = []
  let told = false

  const keep: Record<string, (entry: Timed) => void> = {
    paint({ name, startTime }) {
      if (name === "first-contentful-paint" && startTime < hiddenAt) found.FCP = since(startTime)
    },
    "largest-contentful-paint"({ startTime }) {
      if (startTime < hiddenAt) found.LCP = since(startTime)
    },
    "layout-shift"({ hadRecentInput, startTime, value }) {
      if (!hadRecentInput) shift = windowed(shift, startTime, value)
    },
    event({ interactionId: id, duration: ms }) {
      if (!id) return
      slow = longer(slow, { id, ms })
      ids = [Math.min(id, ids[0] ?? id), Math.max(id, ids[1] ?? id)]
    },
  }
  keep["first-input"] = keep.event as (entry: Timed) => void

  const supported = PerformanceObserver.supportedEntryTypes ?? []
  const observers = Object.keys(keep)
    .filter((type) => supported.includes(type))
    .map((type) => {
      const take = keep[type] as (entry: Timed) => void
      const read = safely((entries: PerformanceEntryList) => (entries as Timed[]).forEach(take))
      const observer = new PerformanceObserver((list) => read(list.getEntries()))
      observer.observe({ type, buffered: true, durationThreshold: 40 } as PerformanceObserverInit)
      return () => read(observer.takeRecords())
    })

  whenLeft(() => {
    if (told) return
    told = true
    for (const rest of observers) rest()
    if (load?.responseStart) found.TTFB = since(load.responseStart)
    if (supported.includes("layout-shift")) found.CLS = Math.round(shift.most * 1e4) / 1e4
    const inp = inpOf(slow, ids)
    if (inp !== undefined) found.INP = Math.round(inp)
    const said: Props = {}
    for (const name in found) said[`$web_vitals_${name}_value`] = found[name]
    if (Object.keys(said).length) tracker.track("$web_vitals", said, { url })
  })
}

/** Return when the page was first hidden, in milliseconds since it began; what came later was not
 * waited for by anybody. */
function firstHidden(): number {
  const hidden = performance
    .getEntriesByType("visibility-state")
    .find(({ name }) => name === "hidden")
  return hidden?.startTime ?? (document.visibilityState === "hidden" ? 0 : Infinity)
}
