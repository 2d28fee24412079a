/** How do names stand in a sentence of another script? Chinese leaves a space beside Latin letters and digits. */
import type { Words } from "@/lib/ask"

const EDGE = "\u2063" // an invisible separator: where a name begins and ends
const LATIN = "[A-Za-z0-9À-ɏ]"
const BEFORE = new RegExp(`(\\p{Script=Han})${EDGE}+(?=${LATIN})`, "gu")
const AFTER = new RegExp(`(${LATIN}|%)${EDGE}+(?=\\p{Script=Han})`, "gu")

/** Words whose inserted names stand apart from Chinese beside them; names themselves stay as they are. */
export function spoken(t: Words): Words {
  return (key, told) => {
    const marked = Object.entries(told ?? {}).map(([name, value]) => [
      name,
      typeof value === "string" && value !== "" ? EDGE + value + EDGE : value,
    ])
    return t(key, told && Object.fromEntries(marked))
      .replace(BEFORE, "$1 ")
      .replace(AFTER, "$1 ")
      .replaceAll(EDGE, "")
  }
}
