import { listOf, writeState } from "./state"

test("an address holds what differs from the usual, lists an entry a part", () => {
  const usual = { event: "any", every: "day", by: [] as string[], forecast: 0 }
  expect(writeState(usual, usual).toString()).toBe("")
  const asked = { event: "buy", every: "day", by: ["plan", "channel"], forecast: 7 }
  const written = writeState(asked, usual)
  expect(written.toString()).toBe("event=buy&by=plan&by=channel&forecast=7")
  expect(listOf(written, "by")).toEqual(["plan", "channel"])
  expect(listOf(new URLSearchParams("by=&by=a&by=a"), "by")).toEqual(["a"])
})
