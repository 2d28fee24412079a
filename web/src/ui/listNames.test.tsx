import { render, waitFor } from "@testing-library/react"
import { Select } from "antd"
import { afterEach, beforeEach, expect, test } from "vitest"
import { nameLists } from "@/ui/listNames"

let end = () => {}
beforeEach(() => {
  end = nameLists(document.body)
})
afterEach(() => end())

const SLOW = { timeout: 10_000 }
const OPTIONS = [{ value: "d", label: "days" }]
const called = (name: string) =>
  waitFor(() => {
    const list = document.querySelector("[role=listbox]")
    expect(list?.getAttribute("aria-label")).toBe(name)
    return list
  }, SLOW)

test("a list is called as its field, in the language that the field has now", async () => {
  const { rerender } = render(<Select aria-label="Unit" options={[]} open />)
  await called("Unit")
  rerender(<Select aria-label="单位" options={[]} open={false} />)
  rerender(<Select aria-label="单位" options={OPTIONS} open />)
  const list = await called("单位")
  expect(list?.querySelector("[role=option]")).not.toBeNull()
}, 20_000)

test("a list whose field is named by a label is called by that", async () => {
  render(
    <>
      <label htmlFor="zone">Time zone</label>
      <Select id="zone" options={OPTIONS} open />
    </>,
  )
  await called("Time zone")
}, 20_000)
