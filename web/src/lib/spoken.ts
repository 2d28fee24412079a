/**
 * How do inserted words stand in a Chinese sentence? Chinese leaves a space beside Latin letters
 * and digits, and none beside itself, whatever the sentence's writer expected there.
 *
 * Only the edges of what is inserted are looked at: what customers call things, and what they
 * contain, is shown as it is. A sentence's own words hold their spaces as they are written.
 */

const EDGE = "\u2063" // an invisible separator: where something inserted begins and ends
const HAN = "\\p{Script=Han}"
const LATIN = "A-Za-z0-9À-ɏͰ-ӿḀ-ỿ"
const OPENS = `[${LATIN}\\p{Sc}$#@/&+\\-−±<>=~≤≥([{_*.]`
const CLOSES = `[${LATIN}\\p{Sc}%‰°$#@/&+\\-−*<>=~)\\]}_!.]`
const BEFORE = new RegExp(`(${HAN})${EDGE}+(?=${OPENS})`, "gu")
const AFTER = new RegExp(`(${CLOSES})${EDGE}+(?=${HAN})`, "gu")
const GAP_BEFORE = new RegExp(`(${HAN}) ${EDGE}(?=${HAN})`, "gu")
const GAP_AFTER = new RegExp(`(${HAN})${EDGE} (?=${HAN})`, "gu")
const EDGES = new RegExp(EDGE, "g")

/** Mark where a value that is inserted begins and ends; `settled` reads the marks. */
export function inserted<Value>(value: Value): Value | string {
  const shown = typeof value === "string" || typeof value === "number"
  return shown && value !== "" ? `${EDGE}${value}${EDGE}` : value
}

/** Set the spaces at the edges of what was inserted, and take the marks away. */
export function settled(text: string): string {
  if (!text.includes(EDGE)) return text
  return text
    .replace(GAP_BEFORE, `$1${EDGE}`)
    .replace(GAP_AFTER, `$1${EDGE}`)
    .replace(BEFORE, "$1 ")
    .replace(AFTER, "$1 ")
    .replace(EDGES, "")
}
