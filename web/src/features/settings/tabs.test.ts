import { expect, test } from "vitest"
import { tabIn, tabsFor } from "@/features/settings/tabs"

test("who does not manage sees the project, its health, and themselves", () => {
  expect(tabsFor(false)).toEqual(["project", "health", "account", "about"])
  expect(tabsFor(false, true)).toContain("reports")
})

test("an address of another role's tab leads to the first", () => {
  expect(tabIn("keys", true)).toBe("keys")
  expect(tabIn("keys", false)).toBe("project")
  expect(tabIn("nonsense", true)).toBe("project")
})
