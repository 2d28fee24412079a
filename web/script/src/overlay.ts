/** What is drawn over a page that shows its own clicks? A number on each element, and the fold. */

interface Numbers {
  page: string
  views: number
  clicks: number
  fold_px: number | null
  elements: {
    selector: string
    clicks: number
    per_view: number | null
    dead: number
    rage: number
  }[]
}

export const HASH = "#bellrock-heat="
const LAYER = "bellrock-heat"
const STYLE = `
:host{all:initial;position:absolute;inset:0 auto auto 0;width:100%;height:0;z-index:2147483647;
pointer-events:none;font:12px/1.3 system-ui,sans-serif;color:#14222f}
.on{position:absolute;box-sizing:border-box;border:2px solid #c8452f;border-radius:4px}
.on b{position:absolute;top:-2px;right:-2px;padding:1px 5px;border-radius:0 3px 0 4px;background:#c8452f;
color:#fff;font-weight:600;white-space:nowrap}
.fold{position:absolute;left:0;right:0;border-top:2px dashed #1b3a5c}
.bar{position:fixed;left:12px;bottom:12px;padding:8px 12px;border-radius:8px;background:#fff;
box-shadow:0 2px 12px #0004;pointer-events:auto}
button{all:unset;margin-left:12px;text-decoration:underline;cursor:pointer}`

const ENGLISH = {
  told: ({ clicks, views }: Numbers) => `Bellrock: ${clicks} clicks in ${views} views`,
  none: "Bellrock: this pass is over, or of another page. Open the page from its heat map again.",
  close: "Close",
}
const CHINESE: typeof ENGLISH = {
  told: ({ clicks, views }) => `Bellrock：浏览 ${views} 次，点击 ${clicks} 次`,
  none: "Bellrock：通行证已过期或不属于此页面，请从热力图重新打开。",
  close: "关闭",
}

/** Return the token that the address carries; empty where it carries none. */
export function tokenOf(hash: string): string {
  return hash.startsWith(HASH) ? decodeURIComponent(hash.slice(HASH.length)) : ""
}

/** Return how dark an element's mark is, 0.15–1, by its clicks and the most clicked one's. */
export function shade(clicks: number, most: number): number {
  return most > 0 ? 0.15 + 0.85 * Math.sqrt(clicks / most) : 0.15
}

/** Ask for the numbers of this page by its pass, and draw them until somebody closes them. */
export async function showHeat(host: string, token: string): Promise<void> {
  const url = `${host}/api/v1/heat/live?token=${encodeURIComponent(token)}`
  const said = await numbersAt(url)
  const words = /^zh/i.test(navigator.language) ? CHINESE : ENGLISH
  const layer = open(words.close)
  if (!said) {
    layer.bar.prepend(words.none)
    return
  }
  const draw = () => drawOn(layer.root, said)
  layer.bar.prepend(words.told(said))
  draw()
  const again = setInterval(draw, 1_000) // a page moves its elements as it likes
  layer.close = () => clearInterval(again)
}

/** Return what the server tells; null where it refuses, which a page is not told. */
async function numbersAt(url: string): Promise<Numbers | null> {
  try {
    const told = await fetch(url, { credentials: "omit" })
    return told.ok ? await told.json() : null
  } catch {
    return null
  }
}

function open(close: string) {
  document.getElementById(LAYER)?.remove()
  const at = document.createElement("div")
  at.id = LAYER
  const root = at.attachShadow({ mode: "open" })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(STYLE)
  root.adoptedStyleSheets = [sheet]
  const bar = make("div", "bar")
  const end = make("button", "")
  end.textContent = "×"
  end.setAttribute("aria-label", close)
  bar.append(end)
  root.append(bar)
  document.documentElement.append(at)
  const layer = { root, bar, close: () => {} }
  end.addEventListener("click", () => {
    layer.close()
    at.remove()
  })
  return layer
}

function drawOn(root: ShadowRoot, { elements, fold_px }: Numbers): void {
  for (const old of Array.from(root.querySelectorAll(".on,.fold"))) old.remove()
  const most = Math.max(0, ...elements.map(({ clicks }) => clicks))
  for (const { selector, clicks, dead, per_view } of elements) {
    const found = find(selector)
    if (!found) continue
    const { left, top, width, height } = found.getBoundingClientRect()
    if (!width || !height) continue
    const mark = make("div", "on")
    place(mark, left + scrollX, top + scrollY, width, height)
    mark.style.background = `rgba(242,169,59,${shade(clicks, most) * 0.5})`
    const label = make("b", "")
    const share = per_view === null ? "" : ` · ${Math.round(per_view * 1000) / 10} %`
    label.textContent = `${clicks}${share}${dead ? ` · † ${dead}` : ""}`
    mark.append(label)
    root.append(mark)
  }
  if (fold_px === null) return
  const fold = make("div", "fold")
  fold.style.top = `${fold_px}px`
  root.append(fold)
}

/** Return the element that a click told of; a selector that this page does not know is left out. */
export function find(selector: string): Element | null {
  try {
    return document.querySelector(selector)
  } catch {
    return null
  }
}

function make(tag: string, name: string): HTMLElement {
  const made = document.createElement(tag)
  made.className = name
  return made
}

function place(mark: HTMLElement, left: number, top: number, width: number, height: number): void {
  Object.assign(mark.style, {
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    height: `${height}px`,
  })
}
