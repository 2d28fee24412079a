import type { ReactNode } from "react"
import { blocks, type Inline } from "@/features/board/text"

/** A text with a few marks; nothing in it is ever taken for markup. */
export function SafeText({ text }: { text: string }) {
  return (
    <div className="br-tile-text">
      {blocks(text).map((block, i) => {
        if (block.is === "list") {
          return (
            <ul key={i}>
              {block.items.map((item, at) => (
                <li key={at}>{item.map(written)}</li>
              ))}
            </ul>
          )
        }
        if (block.is === "paragraph") return <p key={i}>{block.inline.map(written)}</p>
        const Heading = block.level === 2 ? "h2" : "h3"
        return <Heading key={i}>{block.inline.map(written)}</Heading>
      })}
    </div>
  )
}

function written(part: Inline, key: number): ReactNode {
  if (part.is === "strong") return <strong key={key}>{part.text}</strong>
  if (part.is === "em") return <em key={key}>{part.text}</em>
  if (part.is === "code") return <code key={key}>{part.text}</code>
  if (part.is !== "link") return <span key={key}>{part.text}</span>
  return (
    <a key={key} href={part.to} target="_blank" rel="noopener noreferrer nofollow">
      {part.text}
    </a>
  )
}
