import { expect, test } from "vitest"
import { actorOf, detailsOf, wordsOf } from "@/features/settings/changes"

test("a user is called by their address, a program as the server calls it", () => {
  expect(actorOf("user:3 ann@example.org")).toBe("ann@example.org")
  expect(actorOf("key:7")).toBe("key:7")
  expect(actorOf("cli")).toBe("cli")
})

test("details are told one by one, and nothing is told of what is empty", () => {
  expect(detailsOf({ role: "owner", name: "", zone: null, to: ["a"] })).toEqual([
    "role: owner",
    'to: ["a"]',
  ])
})

test("an action is a key of words", () => {
  expect(wordsOf("project.change")).toBe("did.project_change")
})
