/** Who changed what? An entry of the audit in words; what has none is shown as the server calls it. */
import type { Schemas } from "@/lib/api"

export type Change = Schemas["Change"]

/** `user:3 ann@example.org` is ann; `key:7` a program; others (`cli`, `demo`) stand as they are. */
export function actorOf(actor: string): string {
  return /^user:\d+ (.+)$/.exec(actor)?.[1] ?? actor
}

/** The key of an action's words: `project.change` → `did.project_change`. */
export function wordsOf(action: string): string {
  return `did.${action.replaceAll(".", "_")}`
}

/** What was changed: a file or a question by its name, all else as the server calls it. */
export function targetOf({ action, target, detail }: Change): string {
  return isNamed(action, detail) ? String(detail.name) : target
}

/** What a word of the server is called; `otherwise` where it has no name here. */
export type Say = (key: string, otherwise: string) => string

/** The details in words, name and value, in the order the server tells. */
export function detailsOf({ action, detail }: Change, say: Say): [string, string][] {
  return Object.entries(detail)
    .filter(
      ([name, value]) =>
        value !== null && value !== "" && !(name === "name" && isNamed(action, detail)),
    )
    .map(([name, value]) => [say(`detail.${name}`, name), sayValue(name, value, say)])
}

/** Whether its name says more of it than what the server calls it. */
function isNamed(action: string, detail: Change["detail"]): boolean {
  return /^(import|question|board)\./.test(action) && Boolean(detail.name)
}

const NAMED: Record<string, string> = { role: "role", old: "role", kind: "kind" }

function sayValue(name: string, value: unknown, say: Say): string {
  const said = typeof value === "object" ? JSON.stringify(value) : String(value)
  return NAMED[name] ? say(`${NAMED[name]}.${said}`, said) : said
}
