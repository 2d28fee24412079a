import {
  fixedEvent,
  lacks,
  type Mapping,
  meaningOf,
  withEvent,
  withMeaning,
} from "@/features/imports/mapping"

const COLUMNS = ["who", "what", "at", "amount", "land"]
const GUESS: Mapping = {
  ...{ user: "who", anonymous: "", event: "what", time: ["at"], time_format: "", zone: "UTC" },
  ...{ id: "", session: "", props: null, rename: {}, types: {}, traits: {} },
  ...{ fields: { land: "country" }, format: "", delimiter: "", encoding: "", columns: [], skip: 0 },
}

function all(map: Mapping) {
  return COLUMNS.map((name) => meaningOf(map, name))
}

describe("a mapping", () => {
  it("says of every column what it means", () => {
    expect(all(GUESS)).toEqual(["user", "event", "time", "prop", "field:country"])
    expect(lacks(GUESS)).toEqual([])
  })

  it("hands a role over from the column that had it", () => {
    const map = withMeaning(GUESS, "amount", "user", COLUMNS)

    expect(all(map)).toEqual(["prop", "event", "time", "user", "field:country"])
    expect(map.props).toBeNull()
  })

  it("names the properties that stay once one is left out, and all again once none is", () => {
    const less = withMeaning(GUESS, "land", "skip", COLUMNS)
    expect(all(less)).toEqual(["user", "event", "time", "prop", "skip"])
    expect([less.props, less.fields]).toEqual([["amount"], {}])

    expect(withMeaning(less, "land", "prop", COLUMNS).props).toBeNull()
  })

  it("sets traits by name, and takes a date and a time as one", () => {
    const map = withMeaning(
      withMeaning(GUESS, "land", "trait:home country", COLUMNS),
      "amount",
      "time",
      COLUMNS,
    )

    expect([map.traits, map.time]).toEqual([{ land: "home country" }, ["at", "amount"]])
  })

  it("says what is missing", () => {
    const map = withMeaning(withMeaning(GUESS, "what", "skip", COLUMNS), "who", "prop", COLUMNS)
    expect(lacks(map)).toEqual(["who", "event"])

    const named = withEvent(map, "Bought")
    expect([lacks(named), fixedEvent(named)]).toEqual([["who"], "Bought"])
    expect(withEvent(named, "").event).toBe("")
    expect(withMeaning(named, "at", "prop", COLUMNS).event).toBe("=Bought")
  })
})
