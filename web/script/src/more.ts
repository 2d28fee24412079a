/** What happens as the second file loads? It tells how far pages are seen, and how quick they are. */

import { safely } from "./calls"
import { watchHeat } from "./heat"
import { ownTag, readOptions } from "./options"
import type { Tracker } from "./tracker"
import { watchVitals } from "./vitals"

/** Begin for the script that is running on this page. */
function load(page: Window & { bellrock?: Tracker }): void {
  const tag = ownTag(document)
  if (!tag || !page.bellrock?.track) return
  const { heat, vitals } = readOptions(tag)
  if (vitals) safely(watchVitals)(page.bellrock)
  if (heat) safely(watchHeat)(page.bellrock)
}

safely(load)(window as unknown as Window & { bellrock?: Tracker })
