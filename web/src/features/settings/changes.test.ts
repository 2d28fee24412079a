import { expect, test } from "vitest"
import { actorOf, type Change, detailsOf, targetOf, wordsOf } from "@/features/settings/changes"

test("a user is called by their address, a program as the server calls it", () => {
  expect(actorOf("user:3 ann@example.org")).toBe("ann@example.org")
  expect(actorOf("key:7")).toBe("key:7")
  expect(actorOf("cli")).toBe("cli")
})

function changed(action: string, detail: Change["detail"]): Change {
  const at = "2026-11-22T00:00:00Z"
  return { id: 1, project: 1, at, actor: "cli", action, target: "upload:F", detail }
}

test("details are told one by one in words, and nothing is told of what is empty", () => {
  const words: Record<string, string> = { "detail.role": "Role", "role.owner": "Owner" }
  const change = changed("member.role", { role: "owner", name: "", zone: null, to: ["a"] })

  expect(detailsOf(change, (key, otherwise) => words[key] ?? otherwise)).toEqual([
    ["Role", "Owner"],
    ["to", '["a"]'],
  ])
})

test("a file or a question is called by its name, once", () => {
  const change = changed("import.run", { name: "march.csv" })

  expect(targetOf(change)).toBe("march.csv")
  expect(detailsOf(change, (_, otherwise) => otherwise)).toEqual([])
  expect(targetOf(changed("question.create", { name: "Orders" }))).toBe("Orders")
  expect(targetOf(changed("import.run", {}))).toBe("upload:F")
  expect(targetOf(changed("key.create", { name: "web" }))).toBe("upload:F")
})

test("an action is a key of words", () => {
  expect(wordsOf("project.change")).toBe("did.project_change")
})
