import { DEFAULT_COLUMNS } from "./columns"
import { queryOf, readListing, writeListing } from "./listing"

const read = (text: string) => readListing(new URLSearchParams(text), DEFAULT_COLUMNS)

it("reads back what it wrote", () => {
  const change = {
    search: "kate & co",
    where: 'country = "GB"',
    sort: "person.plan",
    order: "asc" as const,
    columns: ["events", "person.plan"],
    after: "abc",
    page: 3,
  }
  expect(readListing(writeListing(new URLSearchParams("from=-7d"), change), [])).toEqual(change)
})

it("leaves the default out of the address, and others' parts in it", () => {
  const next = writeListing(new URLSearchParams("from=-7d&sort=events&order=asc"), {
    sort: "last_seen",
    order: "desc",
  })
  expect(next.toString()).toBe("from=-7d")
})

it("begins at the first page where other people are listed, not where columns change", () => {
  const there = new URLSearchParams("after=abc&page=2")
  expect(writeListing(there, { search: "x" }).toString()).toBe("q=x")
  expect(writeListing(there, { order: "asc" }).toString()).toBe("order=asc")
  expect(writeListing(there, { columns: ["events"] }).get("after")).toBe("abc")
  expect(writeListing(there, { after: "" }).toString()).toBe("")
})

it("survives any address", () => {
  expect(read("sort=constructor&order=up&page=9&cols=x")).toEqual({
    search: "",
    where: "",
    sort: "last_seen",
    order: "desc",
    columns: DEFAULT_COLUMNS,
    after: "",
    page: 1,
  })
})

it("asks for the columns, and for what names are made of", () => {
  const query = queryOf(read("cols=events,person.plan,person.email&q=+kate+&after=abc&page=2"))
  expect(query).toMatchObject({ facts: ["events"], search: "kate", after: "abc" })
  expect(query.traits?.filter((one) => one === "email")).toHaveLength(1)
  expect(query.traits).toContain("plan")
  expect(query).not.toHaveProperty("where")
})
