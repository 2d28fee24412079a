import { DEFAULT_COLUMNS, keepColumns, keptColumns, readColumns, writeColumns } from "./columns"

it("reads back what it wrote, commas and percents in names too", () => {
  const columns = ["events", "person.a,b", "person.100%"]
  expect(readColumns(writeColumns(columns))).toEqual(columns)
})

it("leaves out what is no column, and falls back to the default", () => {
  expect(readColumns("events,nonsense,toString,person.,events")).toEqual(["events"])
  expect(readColumns("%E0%A4%A")).toEqual(DEFAULT_COLUMNS)
  expect(readColumns("")).toEqual(DEFAULT_COLUMNS)
})

it("keeps the choice by project", () => {
  keepColumns("7", ["person.plan"])
  expect(keptColumns("7")).toEqual(["person.plan"])
  expect(keptColumns("8")).toEqual(DEFAULT_COLUMNS)
})
