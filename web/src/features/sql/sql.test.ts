import { describe, expect, it } from "vitest"
import { fresh, load, placeOf, read, title, write } from "./ask"
import { completions } from "./editor"
import { chosen, fitting, possible, type Sql, table } from "./result"
import { literal, wordsOf } from "./words"

type Sort = Sql["columns"][number]["sort"]
const meta = { zone: "Europe/London" } as Sql["meta"]
const limits = { rows: 1000, seconds: 30, memory_mb: 2048, rows_read: 1 }

function answer(sorts: Sort[], rows: unknown[][]): Sql {
  const columns = sorts.map((sort, at) => ({ name: `c${at}`, type: "", sort }))
  return { columns, rows, more: false, limits, meta } as Sql
}

describe("a statement", () => {
  it("stands in the address as it was written", () => {
    const ask = { sql: "select 1\n-- and so on", rows: 20 }
    expect(read(write(ask))).toEqual(ask)
    expect(write(fresh()).toString()).toBe("")
    expect(load({ sql: "select 1", rows: "x" })).toEqual({ sql: "select 1", rows: 1000 })
  })

  it("is called by its first line", () => {
    const t = (key: string) => key
    expect(title({ sql: "\n-- Buyers a day\nselect 1", rows: 1 }, t)).toBe("Buyers a day")
    expect(title(fresh(), t)).toBe("sql:title")
  })

  it("is wrong at a line and a column", () => {
    expect(placeOf("line 2, column 13: there is no column 'x'")).toEqual({ line: 2, column: 13 })
    expect(placeOf("the statement is too large")).toBeNull()
  })
})

describe("the rows of a statement", () => {
  it("are shown as what fits them", () => {
    expect(fitting(answer(["number"], [[1]]))).toBe("number")
    expect(
      fitting(
        answer(
          ["time", "number"],
          [
            ["2026-01-01", 1],
            ["2026-01-02", 2],
          ],
        ),
      ),
    ).toBe("line")
    expect(
      fitting(
        answer(
          ["text", "number"],
          [
            ["a", 1],
            ["b", 2],
          ],
        ),
      ),
    ).toBe("bar")
    expect(fitting(answer(["text", "text"], [["a", "b"]]))).toBe("table")
    expect(fitting(answer([], []))).toBe("table")
  })

  it("are a table where what was chosen cannot be drawn", () => {
    const texts = answer(
      ["text", "text"],
      [
        ["a", "b"],
        ["c", "d"],
      ],
    )
    expect(possible(texts)).toEqual(["table"])
    expect(chosen(texts, "line")).toBe("table")
    expect(chosen(answer(["time", "number"], [["2026-01-01", 1]]), "bar")).toBe("bar")
  })

  it("come as a table whose columns may share a name", () => {
    const told = table(
      answer(
        ["text", "other"],
        [
          ["a", { b: 1 }],
          [null, null],
        ],
      ),
    )
    expect(told.rows.map((row) => row.cells)).toEqual([
      { c0: "a", c1: '{"b":1}' },
      { c0: null, c1: null },
    ])
  })
})

describe("the words of a statement", () => {
  const told = {
    relations: [{ name: "events", columns: [{ name: "who", meaning: "the person" }] }],
    functions: ["count"],
  }

  it("are written as the engine reads them", () => {
    const words = wordsOf(told, ["props.price", "props.a b.c", "person.it's", "country"], ["o'k"])
    expect(words.properties.map((one) => one.text)).toEqual(["props.price", "props.`a b`.c"])
    expect(words.traits.map((one) => one.text)).toEqual(["traits['it\\'s']"])
    expect(words.events.map((one) => one.text)).toEqual(["'o\\'k'"])
    expect(literal("a\\b")).toBe("'a\\\\b'")
  })

  it("complete the project's own names before functions", () => {
    const options = completions(wordsOf(told, ["props.price"], ["buy"]))
    const boost = (label: string) => options.find((one) => one.label === label)?.boost ?? -1
    expect(boost("who")).toBeGreaterThan(boost("count"))
    expect(boost("props.price")).toBeGreaterThan(boost("count"))
  })
})
