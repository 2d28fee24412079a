/** What may be said of an element? Its tag, names and place; its text only where it is a label. */

import { redact } from "./redact"

export type Described = Record<string, string>

const IGNORED = "data-br-ignore"
/** What a click means when it lands somewhere inside. */
const TARGETS =
  'a,button,input,select,textarea,label,summary,[role="button"],[role="link"],[role="tab"],[role="menuitem"]'
const LABELLED = 'a,button,summary,[role="button"],[role="link"],[role="tab"],[role="menuitem"]'
/** What people write, or what a site wants left alone. */
const PRIVATE = `input,textarea,select,script,style,[contenteditable]:not([contenteditable="false"]),[${IGNORED}]`
const LONGEST_TEXT = 60
const LONGEST_NAME = 100
const STEPS = 5

/** Return the element that an event is about; null inside of what is to be ignored. */
export function meant(event: Event): Element | null {
  const path = event.composedPath()
  const elements = path.filter((node): node is Element => node instanceof Element)
  if (elements.some((element) => element.hasAttribute(IGNORED))) return null
  const first = elements[0]
  if (!first || /^(HTML|BODY)$/.test(first.tagName)) return null
  const wanted = event.type === "submit" ? "form" : TARGETS
  const found = elements.find((element) => element.matches(wanted)) ?? first
  // A click on a label comes again as a click on what it names.
  return found instanceof HTMLLabelElement && found.control ? null : found
}

/** Describe `element`; never what somebody typed into it. */
export function describe(element: Element): Described {
  const said = (name: string) => element.getAttribute(name) ?? ""
  const found: Described = {
    tag: element.tagName.toLowerCase(),
    id: said("id").slice(0, LONGEST_NAME),
    classes: said("class").trim().slice(0, LONGEST_NAME),
    text: element.matches(LABELLED) ? label(element) : "",
    href: address(said(element.matches("form") ? "action" : "href")),
    selector: selector(element),
  }
  for (const name in found) if (!found[name]) delete found[name]
  return found
}

function address(href: string): string {
  return /^\s*(javascript|data|blob):/i.test(href) ? "" : redact(href)
}

function label(element: Element): string {
  if (element.closest(PRIVATE)) return ""
  const text = words(element).replace(/\s+/g, " ").trim()
  return Array.from(text).slice(0, LONGEST_TEXT).join("")
}

function words(node: Node): string {
  if (node instanceof Element && node.matches(PRIVATE)) return ""
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? ""
  return Array.from(node.childNodes, words).join(" ")
}

function selector(element: Element): string {
  const steps: string[] = []
  let at: Element | null = element
  while (at && at !== document.body && steps.length < STEPS) {
    steps.unshift(step(at))
    if (at.id) break
    at = at.parentElement
  }
  return steps.join(" > ").slice(0, 4 * LONGEST_NAME)
}

function step(element: Element): string {
  const tag = element.tagName.toLowerCase()
  if (element.id) return `${tag}#${element.id}`
  const kin = Array.from(element.parentElement?.children ?? []).filter(
    (other) => other.tagName === element.tagName,
  )
  return kin.length > 1 ? `${tag}:nth-of-type(${kin.indexOf(element) + 1})` : tag
}
