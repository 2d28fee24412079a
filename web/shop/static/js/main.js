/** What happens as a page of the shop opens? It speaks its language, and does what its kind does. */

import { drawBar, PAGES } from "./pages.js"
import { agreed } from "./report.js"
import { kept, speak, switchBy } from "./words.js"

const page = PAGES[document.body.dataset.page] ?? {}

function draw() {
  drawBar()
  page.draw?.()
}

/** Say so where the browser asks not to be followed, as its visits then appear nowhere. */
function notice() {
  const objects = navigator.globalPrivacyControl || navigator.doNotTrack === "1"
  const box = document.getElementById("notice")
  box.hidden = !objects || kept("br_consent") !== null
  document.getElementById("agree").addEventListener("click", () => {
    agreed()
    box.hidden = true
  })
}

speak()
draw()
switchBy(document.getElementById("language"), draw)
page.begin?.()
// Until now a click would have gone nowhere.
for (const button of document.querySelectorAll("button[disabled]")) button.disabled = false
notice()
