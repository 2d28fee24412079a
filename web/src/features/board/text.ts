/** How is the text of a tile read? A few marks become structure; markup stays the letters it is. */

export type Inline =
  | { is: "text" | "strong" | "em" | "code"; text: string }
  | { is: "link"; text: string; to: string }

export type Block =
  | { is: "heading"; level: 2 | 3; inline: Inline[] }
  | { is: "paragraph"; inline: Inline[] }
  | { is: "list"; items: Inline[][] }

const MARK =
  /\*\*([^*\n]+)\*\*|\*([^*\n]+)\*|`([^`\n]+)`|\[([^\]\n]+)\]\((https?:\/\/[^\s()]+|\/[^\s()]*)\)/g

/** Read paragraphs, `#` headings and `-` lists. */
export function blocks(text: string): Block[] {
  const found: Block[] = []
  for (const part of text.replaceAll("\r", "").split(/\n{2,}/)) {
    let lines: string[] = []
    const flush = () => {
      if (lines.length > 0) found.push({ is: "paragraph", inline: inline(lines.join("\n")) })
      lines = []
    }
    let items: Inline[][] | null = null
    for (const line of part.split("\n")) {
      const heading = /^(#{1,3})\s+(.+)$/.exec(line)
      const item = /^\s*[-*]\s+(.+)$/.exec(line)
      if (item === null) items = null
      if (heading || item) flush()
      if (heading) {
        const level = heading[1] === "#" ? 2 : 3
        found.push({ is: "heading", level, inline: inline(heading[2] ?? "") })
      } else if (item) {
        if (items === null) {
          items = []
          found.push({ is: "list", items })
        }
        items.push(inline(item[1] ?? ""))
      } else if (line.trim() !== "") lines.push(line)
    }
    flush()
  }
  return found
}

/** Read **strong**, *em*, `code` and [links](https://…); only web addresses become links. */
export function inline(text: string): Inline[] {
  const found: Inline[] = []
  let last = 0
  for (const one of text.matchAll(MARK)) {
    if (one.index > last) found.push({ is: "text", text: text.slice(last, one.index) })
    const [whole, strong, em, code, label, to] = one
    if (strong) found.push({ is: "strong", text: strong })
    else if (em) found.push({ is: "em", text: em })
    else if (code) found.push({ is: "code", text: code })
    else if (label && to && !to.startsWith("//")) found.push({ is: "link", text: label, to })
    else found.push({ is: "text", text: whole })
    last = one.index + whole.length
  }
  if (last < text.length) found.push({ is: "text", text: text.slice(last) })
  return found
}
