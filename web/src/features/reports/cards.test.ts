import { describe, expect, it } from "vitest"
import {
  addressOf,
  bodyOf,
  CARDS,
  type Card,
  chosen,
  guessEmpty,
  guessSearch,
  guessTerm,
  narrowedIn,
  narrowedTo,
} from "./cards"

const NONE = { where: [], did: [], goal: "" }
const country = named("country")
const page = named("page")
const entry = named("entry")

function named(name: string): Card {
  const found = Object.values(CARDS)
    .flat()
    .find((one) => one.name === name)
  if (found === undefined) throw new Error(name)
  return found
}

describe("cards", () => {
  it("ask for people alone where that is enough", () => {
    expect(bodyOf(country, NONE, 8)).toEqual({
      by: ["column.country"],
      top: 8,
      figures: "people",
    })
    expect(bodyOf(entry, NONE, 8)).toMatchObject({ at: "entry", figures: "visits" })
  })

  it("narrow events by where they come from, and people by what they did", () => {
    const one = chosen(country, "GB", NONE)
    expect(one.where).toEqual(['column.country = "GB"'])
    const both = chosen(page, '/a"b', one)
    expect(both.did).toEqual(['column.path = "/a\\"b"'])
    expect(bodyOf(page, both, 8)).toMatchObject({
      where: 'column.country = "GB"',
      did: ['column.path = "/a\\"b"'],
    })
    expect(chosen(country, "GB", both).where).toEqual([])
  })

  it("keep their filters in the address, and carry them into the question", () => {
    const both = chosen(page, "/x", chosen(country, "GB", { ...NONE, goal: "buy" }))
    const search = narrowedTo(new URLSearchParams("tab=pages&from=-7d"), both)
    expect(narrowedIn(search)).toEqual(both)
    expect(search.get("from")).toBe("-7d")
    const asked = new URLSearchParams(addressOf(entry, both).split("?")[1])
    expect(asked.get("where")).toBe('column.country = "GB"')
    expect(asked.getAll("did")).toEqual(['column.path = "/x"'])
    expect([asked.get("at"), asked.get("goal")]).toEqual(["entry", "buy"])
  })

  it("guess which event is a search", () => {
    expect(guessSearch(["buy", "Products Searched"])).toBe("Products Searched")
    expect(guessSearch(["searched things"])).toBe("searched things")
    expect(guessSearch(["buy"])).toBe("")
    expect([guessTerm(["results", "query"]), guessTerm([])]).toEqual(["query", ""])
    expect([guessEmpty(["results"]), guessEmpty([])]).toEqual(["results = 0", ""])
  })
})
