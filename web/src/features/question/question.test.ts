import { describe, expect, it } from "vitest"
import { addressOf, isBare, isSame, readAddress } from "@/features/question/address"
import type { Saved } from "@/features/question/api"
import { csv, fileName } from "@/features/question/csv"
import { addressOfSaved, bodyOfSaved } from "@/features/question/useQuestion"
import { type AnyKind, freshCommon, type Table } from "@/lib/ask"

const kind = {
  name: "trend",
  fresh: () => "any",
  read: (search: URLSearchParams) => search.get("event") ?? "any",
  write: (ask: string) => new URLSearchParams(ask === "any" ? {} : { event: ask }),
  load: (body: Record<string, unknown>) => String(body.event ?? "any"),
  body: (ask: string) => ({ event: ask }),
} as unknown as AnyKind

describe("the question page's address", () => {
  const now = new URLSearchParams("from=-7d&q=abc&event=old&view=table&stray=1")

  it("keeps the dates, the saved question and the view, and nothing else of the question before", () => {
    const next = addressOf(kind, "buy", { ...freshCommon(), where: "a = 1" }, now)
    expect(Object.fromEntries(next)).toEqual({
      event: "buy",
      where: "a = 1",
      from: "-7d",
      q: "abc",
      view: "table",
    })
    const { ask, common, body } = readAddress(kind, next, { from: "-7d", to: "" })
    expect(ask).toBe("buy")
    expect(common.where).toBe("a = 1")
    expect(body).toEqual({ event: "buy", where: "a = 1", from: "-7d" })
  })

  it("tells a saved question changed into the plainest one from the saved one", () => {
    expect(isBare(new URLSearchParams("q=abc&from=-7d"))).toBe(true)
    expect(isBare(addressOf(kind, "any", freshCommon(), now))).toBe(false)
  })

  it("opens a saved question with its dates, unchanged", () => {
    const saved = {
      ask: { event: "buy", from: "2026-01-01", to: "2026-02-01", bots: true },
      view: { view: "table" },
    } as unknown as Saved
    const next = addressOfSaved(kind, saved, new URLSearchParams("q=abc&from=-7d"))
    expect(Object.fromEntries(next)).toEqual({
      event: "buy",
      bots: "1",
      q: "abc",
      from: "2026-01-01",
      to: "2026-02-01",
      view: "table",
    })
    const { body } = readAddress(kind, next, { from: "2026-01-01", to: "2026-02-01" })
    expect(isSame(body, bodyOfSaved(kind, saved))).toBe(true)
  })
})

describe("an answer as CSV", () => {
  const table = (...cells: (string | number | null)[]): Table => ({
    columns: [{ key: "a", title: "A, b", is: "text" }],
    rows: cells.map((a, i) => ({ key: String(i), cells: { a } })),
  })

  it("quotes what needs it and ends lines as RFC 4180 says", () => {
    expect(csv(table('say "hi"', "two\nlines", 0.125, null))).toBe(
      '"A, b"\r\n"say ""hi"""\r\n"two\nlines"\r\n0.125\r\n\r\n',
    )
  })

  it("lets no text run as a formula, and leaves negative numbers alone", () => {
    for (const evil of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1"]) {
      expect(csv(table(evil))).toContain("'")
    }
    expect(csv(table(-1))).toBe('"A, b"\r\n-1\r\n')
  })

  it("is named by its title", () => {
    expect(fileName("Product Viewed: people / day", "csv")).toBe("Product-Viewed-people-day.csv")
    expect(fileName("购买的人数", "png")).toBe("购买的人数.png")
    expect(fileName("…", "csv")).toBe("bellrock.csv")
  })
})
