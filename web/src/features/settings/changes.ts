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

/** The details as `name: value`, in the order the server tells. */
export function detailsOf(detail: Change["detail"]): string[] {
  return Object.entries(detail)
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`)
}
