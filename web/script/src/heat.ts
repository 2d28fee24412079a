/** How far was a page seen, for how long, and which clicks met nothing or came in anger? */

import { safely } from "./calls"
import { newId } from "./ids"
import { whenLeft } from "./leaving"
import { sizes } from "./place"
import { addSeen, type Click, isRage } from "./seen"
import type { Props, Tracker } from "./tracker"

/** A click that nothing answers for so long is dead. */
const DEAD_MS = 2_500
const LOOK_MS = 500
/** A pause of the machine is nobody's attention. */
const LONGEST_LOOK_MS = 5_000
/** What answers a click by itself, without a change of the page. */
const ANSWERING = "input,select,textarea,label,option,video,audio,iframe,[contenteditable]"
const LEADING = '[target="_blank"],[download],[href^="mailto:"],[href^="tel:"]'

/** Report `$pageleave`, `$rageclick` and `$dead_click`. */
export function watchHeat(tracker: Tracker): void {
  watchView(tracker)
  const dead = watchDead(tracker)
  let before: Click[] = []
  addEventListener(
    "bellrock.act",
    safely((told: Event) => {
      const [event, said] = (told as CustomEvent<[MouseEvent, Props]>).detail
      if (event.type !== "click" || !event.detail) return
      before = [...before, { x: event.clientX, y: event.clientY, at: Date.now() }].slice(-4)
      if (isRage(before)) tracker.track("$rageclick", said)
      dead(event, said)
    }),
  )
}

/** Look at what is on the screen, and tell of it as the page is left for another, hidden or gone. */
function watchView(tracker: Tracker): void {
  let view = begin()
  let last = Date.now()

  const look = () => {
    const now = Date.now()
    const passed = Math.min(now - last, LONGEST_LOOK_MS)
    last = now
    const { height, page_height } = sizes()
    const bottom = Math.min(scrollY + height, page_height)
    view.deepest = Math.max(view.deepest, Math.round(bottom))
    if (document.visibilityState === "hidden") return
    view.ms += passed
    addSeen(view.seen, scrollY, bottom, passed)
  }
  const tell = () => {
    if (view.told === view.deepest) return
    view.told = view.deepest
    const { id, url, title, deepest, ms, seen, size } = view
    const times = seen.map((part) => Math.round(part / 1000))
    const said = { view: id, scrolled: deepest, seconds: Math.round(ms / 1000), seen_s: times }
    tracker.track("$pageleave", { ...said, ...size }, { url, title })
  }
  const look_ = safely(look)
  setInterval(look_, LOOK_MS)
  addEventListener("scroll", look_, { passive: true })
  look()
  whenLeft(() => {
    // What hides the page was seen until now.
    view.size = sizes()
    look()
    tell()
  })
  addEventListener(
    "bellrock.page",
    safely(() => {
      tell()
      view = begin()
      look()
    }),
  )
}

function begin() {
  const size = sizes()
  return {
    id: newId(),
    url: location.href,
    title: document.title,
    size,
    deepest: 0,
    told: 0,
    ms: 0,
    seen: [] as number[],
  }
}

/** Return what is told of each click: it is dead if the page does not change, move or go. */
function watchDead(tracker: Tracker): (event: MouseEvent, said: Props) => void {
  let stop = () => {}
  return (event, said) => {
    stop()
    const target = event.target as Element
    if (target.closest(`${ANSWERING},${LEADING}`) || event.ctrlKey || event.metaKey) return
    const timer = setTimeout(() => {
      stop()
      if (!String(getSelection())) tracker.track("$dead_click", said)
    }, DEAD_MS)
    const observer = new MutationObserver(() => stop())
    const stopping = () => stop()
    const answers = [
      "scroll",
      "pagehide",
      "popstate",
      "hashchange",
      "focusout",
      "blur",
      "bellrock.page",
    ]
    stop = () => {
      clearTimeout(timer)
      observer.disconnect()
      for (const answer of answers) removeEventListener(answer, stopping, true)
    }
    for (const answer of answers) addEventListener(answer, stopping, true)
    const all = { attributes: true, characterData: true, childList: true, subtree: true }
    observer.observe(document, all)
  }
}
