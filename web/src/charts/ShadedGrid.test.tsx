import { fireEvent, render, screen } from "@testing-library/react"
import { ShadedGrid, stepOf } from "./ShadedGrid"

const rows = [
  { key: "a", name: "A", cells: [1, 2, 3] },
  { key: "b", name: "B", cells: [1, 2] },
]

test("keys move inside the triangle and not out of it", () => {
  expect(stepOf("ArrowRight", 0, 1, rows)).toEqual([0, 2])
  expect(stepOf("ArrowDown", 0, 2, rows)).toBeNull()
  expect(stepOf("ArrowUp", 0, 0, rows)).toBeNull()
  expect(stepOf("End", 1, 0, rows)).toEqual([1, 1])
  expect(stepOf("PageDown", 0, 2, rows)).toEqual([0, 2])
  expect(stepOf("x", 0, 0, rows)).toBeNull()
})

test("one cell is a stop for Tab; arrows move it, a click opens the number", () => {
  const opened: string[] = []
  const shown = rows.map((row) => ({
    ...row,
    cells: row.cells.map((n) => ({
      text: `${row.key}${n}`,
      label: `${row.key}${n}`,
      level: n / 3,
      onOpen: n === 3 ? undefined : () => opened.push(`${row.key}${n}`),
    })),
  }))
  render(<ShadedGrid summary="grid" corner="c" columns={["1", "2", "3"]} rows={shown} />)
  const first = screen.getByRole("button", { name: "a1" })
  expect(first.tabIndex).toBe(0)
  first.focus()
  fireEvent.keyDown(first, { key: "ArrowDown" })
  const below = screen.getByRole("button", { name: "b1" })
  expect(document.activeElement).toBe(below)
  expect([first.tabIndex, below.tabIndex]).toEqual([-1, 0])
  fireEvent.click(below)
  fireEvent.click(screen.getByRole("button", { name: "a3" }))
  expect(opened).toEqual(["b1"])
})
