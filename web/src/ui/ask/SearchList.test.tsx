import { fireEvent, render, screen } from "@testing-library/react"
import { SearchList } from "./SearchList"

const ITEMS = ["Bought", "Browsed", "Signed Up"].map((key) => ({ key, label: key }))

function typed(text: string): HTMLElement {
  const field = screen.getByRole("combobox")
  fireEvent.change(field, { target: { value: text } })
  return field
}

test("Enter takes what arrows lead to", () => {
  const picked: string[] = []
  render(<SearchList items={ITEMS} hint="Find" onPick={(key) => picked.push(key)} />)
  const field = typed("B")
  fireEvent.keyDown(field, { key: "ArrowDown" })
  fireEvent.keyDown(field, { key: "Enter" })
  expect(picked).toEqual(["Browsed"])
})

test("Enter before the list is here takes the first that fits, once, when it comes", () => {
  const picked: string[] = []
  const list = (items: typeof ITEMS | undefined) => (
    <SearchList items={items} hint="Find" onPick={(key) => picked.push(key)} />
  )
  const { rerender } = render(list(undefined))
  fireEvent.keyDown(typed("Sign"), { key: "Enter" })
  expect(picked).toEqual([])
  rerender(list(ITEMS))
  rerender(list([...ITEMS]))
  expect(picked).toEqual(["Signed Up"])
})

test("what is typed after Enter takes it back", () => {
  const picked: string[] = []
  const list = (items: typeof ITEMS | undefined) => (
    <SearchList items={items} hint="Find" onPick={(key) => picked.push(key)} />
  )
  const { rerender } = render(list(undefined))
  fireEvent.keyDown(typed("Sign"), { key: "Enter" })
  typed("Bro")
  rerender(list(ITEMS))
  expect(picked).toEqual([])
})
