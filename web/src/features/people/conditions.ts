/** Which people does a filter keep? Conditions as the controls hold them, and their text for the server. */
import { AUDIENCE, readFlat, shortName, type Test, writeTest } from "@/lib/where"
import { FACTS, isFact, traitOf } from "./columns"

export const OPS = [
  "=",
  "!=",
  ">",
  "<",
  "contains",
  "not contains",
  "in",
  "not in",
  "is set",
  "is not set",
] as const
export type Op = (typeof OPS)[number]

export interface Condition {
  /** A fact (`country`) or a trait (`person.plan`). */
  name: string
  op: Op
  value: string
}

const MEMBERSHIP: readonly Op[] = ["in", "not in"]
const TEXTS: readonly Op[] = OPS.filter((op) => !MEMBERSHIP.includes(op))
const LONE: readonly Op[] = ["is set", "is not set"]
const ORDERED: readonly Op[] = ["=", "!=", ">", "<", "is set", "is not set"]
const AFTER: readonly Op[] = [">", "<"]
const NUMBER = /^-?\d+(\.\d+)?$/
const PLAIN = /^[\p{L}_$][\p{L}\p{N}_$]*$/u
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function takesValue(op: Op): boolean {
  return !LONE.includes(op)
}

/** The comparisons that make sense for what `name` names. */
export function opsFor(name: string): readonly Op[] {
  if (name === AUDIENCE) return MEMBERSHIP
  if (!isFact(name)) return TEXTS
  if (FACTS[name] === "time") return AFTER
  return FACTS[name] === "number" ? ORDERED.slice(0, 4) : TEXTS.filter((op) => !AFTER.includes(op))
}

/** Whether a condition says enough to be asked. */
export function isWhole({ name, op, value }: Condition): boolean {
  if (name === AUDIENCE) return value !== "" && MEMBERSHIP.includes(op)
  if (!(isFact(name) || traitOf(name)) || !opsFor(name).includes(op)) return false
  if (!takesValue(op)) return true
  if (isFact(name) && FACTS[name] === "time") return DAY.test(value)
  if (isFact(name) && FACTS[name] === "number") return NUMBER.test(value)
  return value !== ""
}

/** The filter in the server's words; empty where nothing is asked. */
export function whereOf(conditions: Condition[]): string {
  return conditions.filter(isWhole).map(written).join(" and ")
}

/** The conditions that a filter's text is made of; null where it is more than rows can show. */
export function readConditions(text: string): Condition[] | null {
  const flat = readFlat(text)
  if (flat === null || (flat.join === "or" && flat.tests.length > 1)) return null
  const found = flat.tests.map(conditionOf)
  return found.every((one) => one !== null) ? found : null
}

/** The keys of the audiences that a condition names; they hold no commas. */
export function audiencesIn(value: string): string[] {
  return value.split(",").filter(Boolean)
}

function conditionOf({ name, op, values }: Test): Condition | null {
  if (name === AUDIENCE && (op === "in" || op === "not in")) {
    return { name, op, value: values.map(({ text }) => text).join(",") }
  }
  const known = OPS.find((word) => word === op)
  const condition = known && { name: plainName(name), op: known, value: values[0]?.text ?? "" }
  return condition && values.length < 2 && isWhole(condition) ? condition : null
}

function plainName(written: string): string {
  return written.startsWith("person.") ? `person.${shortName(written)}` : written
}

function written({ name, op, value }: Condition): string {
  if (name === AUDIENCE) {
    const values = audiencesIn(value).map((text) => ({ is: "text", text }) as const)
    return writeTest({ name, op: op === "not in" ? op : "in", values })
  }
  const left = isFact(name) ? name : `person.${nameText(name.slice("person.".length))}`
  if (!takesValue(op)) return `${left} ${op}`
  return `${left} ${op} ${literal(name, op, value)}`
}

function literal(name: string, op: Op, value: string): string {
  if (isFact(name))
    return FACTS[name] === "time" || FACTS[name] === "number" ? value : quoted(value)
  if (op.endsWith("contains")) return quoted(value)
  return AFTER.includes(op) && (NUMBER.test(value) || DAY.test(value)) ? value : quoted(value)
}

function nameText(name: string): string {
  return PLAIN.test(name) ? name : quoted(name)
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, "\\$&")}"`
}
