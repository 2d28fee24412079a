import { describe, expect, it } from "vitest"
import { blocks, inline } from "@/features/board/text"

describe("the text of a tile", () => {
  it("knows headings, lists and paragraphs", () => {
    expect(blocks("# Growth\nWhat we watch\n\n- one\n- two\n\nend").map(({ is }) => is)).toEqual([
      "heading",
      "paragraph",
      "list",
      "paragraph",
    ])
  })

  it("knows strong words and links to the web", () => {
    expect(inline("a **b** [c](https://example.org/x) `d`").map(({ is }) => is)).toEqual([
      "text",
      "strong",
      "text",
      "link",
      "text",
      "code",
    ])
  })

  it("leaves markup, scripts and strange addresses the letters they are", () => {
    for (const evil of [
      "<img src=x onerror=alert(1)>",
      "[a](javascript:alert(1))",
      "[a](data:text/html,x)",
      "[a](//evil.example)",
    ]) {
      expect(inline(evil).every(({ is }) => is === "text")).toBe(true)
      expect(
        inline(evil)
          .map(({ text }) => text)
          .join(""),
      ).toBe(evil)
    }
  })
})
