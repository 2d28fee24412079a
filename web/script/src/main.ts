/** What happens as the script loads? It reads its tag, takes waiting calls over, and begins. */

import { guarded, safely, takeOver } from "./calls"
import { openMemory } from "./memory"
import { type Options, ownTag, readOptions } from "./options"
import { openOutbox } from "./outbox"
import { openTracker } from "./tracker"
import { adopt, openWorld } from "./transport"
import { openVisitor } from "./visitor"
import { watchActs, watchAddress, watchLeaving } from "./watch"

type Page = Window & { bellrock?: unknown }

function start(page: Page, options: Options): void {
  const world = openWorld(`${options.host}/v1/events`, options.key)
  const outbox = openOutbox(options.key, world)
  const visitor = openVisitor(openMemory(options.cookieDomain), options)
  if (location.hash.startsWith("#bellrock-heat=")) {
    visitor.agreed = () => false // who looks at a page's clicks is no visit of it
    loadFile(options.host, "heat")
  }
  let ready = false
  const tracker = guarded(openTracker(visitor, outbox, () => ready && begin()))

  function begin(): void {
    if (!visitor.agreed()) return
    if (options.heat || options.vitals) loadFile(options.host, "more")
    outbox.add(...adopt(options.key, world.now()))
    if (options.pageviews) tracker.page()
  }

  page.bellrock = takeOver(page.bellrock, tracker, () => {
    if (options.pageviews) watchAddress(tracker, options.hash)
    if (options.autocapture) watchActs(tracker)
    watchLeaving(outbox)
    ready = true
    begin()
  })
}

/** Load a further file, `more` or `heat`: it may come whenever it comes. */
function loadFile(host: string, name: string): void {
  const src = `${host}/js/bellrock-${name}.js`
  if (document.querySelector(`script[src="${src}"]`)) return
  document.head.appendChild(Object.assign(document.createElement("script"), { src, async: true }))
}

/** Begin unless another copy already has; a page that is only prepared is nobody's visit yet. */
function load(page: Page): void {
  const tag = ownTag(document)
  const running = page.bellrock as { anonymousId?: unknown } | undefined
  if (!tag?.dataset.key || running?.anonymousId) return
  const options = readOptions(tag)
  const prepared = (document as Document & { prerendering?: boolean }).prerendering
  if (prepared)
    document.addEventListener(
      "prerenderingchange",
      safely(() => start(page, options)),
    )
  else start(page, options)
}

try {
  load(window)
} catch {
  // whatever this browser lacks, the site's page goes on
}
