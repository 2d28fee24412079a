/** How are a question's parts said in words? Steps, filters, figures and breakdowns, for titles and labels. */
import type { Words } from "@/lib/ask"
import { sayDimension } from "@/lib/dimension"
import { readSelector } from "@/lib/selector"
import { AUDIENCE, type Literal, readFlat, shortName, type Test } from "@/lib/where"

/** `Product Viewed where price > 10 or Cart Viewed`. */
export function sayStep(text: string, t: Words): string {
  const choices = readSelector(text)
  if (choices === null) return text
  return choices
    .map(({ event, where }) => {
      const name = sayEvent(event, t)
      return where ? t("ask:stepWhere", { step: name, where: sayWhere(where, t) }) : name
    })
    .reduce((one, other) => t("ask:either", { one, other }))
}

/** An event's name; those that every client sends have words of their own. */
export function sayEvent(event: string | null, t: Words): string {
  if (event === null) return t("ask:anyEvent")
  const own = Object.hasOwn(OWN_EVENTS, event) ? OWN_EVENTS[event] : undefined
  return own ? t(`ask:own.${own}`) : event
}

/** Events that clients send by themselves. */
const OWN_EVENTS: Record<string, string> = {
  $pageview: "page",
  $screen: "screen",
  $identify: "identify",
  $set: "set",
  $autocapture: "click",
  $pageleave: "leave",
  $alias: "alias",
  $create_alias: "alias",
  $merge_dangerously: "alias",
  $group: "group",
  $groupidentify: "group",
}

/** `channel is Email and price > 10`; a filter that fits no rows as it stands. */
export function sayWhere(text: string, t: Words): string {
  const flat = readFlat(text)
  if (flat === null) return text
  return flat.tests.map((test) => sayTest(test, t)).join(` ${t(`ask:${flat.join}`)} `)
}

export function sayTest({ name, op, values }: Test, t: Words): string {
  const said = values.map(sayLiteral)
  if (name === AUDIENCE) {
    return t(op === "in" ? "ask:inAudience" : "ask:notInAudience", {
      audience: said.join(t("ask:comma")),
    })
  }
  const value = op.endsWith("between")
    ? t("ask:span", { low: said[0], high: said[1] })
    : said.join(t("ask:comma"))
  return [shortName(name), sayOp(op, t), value].filter(Boolean).join(" ")
}

export function sayOp(op: string, t: Words): string {
  const key = { "=": "is", "!=": "isNot" }[op] ?? op.replaceAll(" ", "_")
  return [">", ">=", "<", "<="].includes(op) ? op : t(`ask:op.${key}`)
}

function sayLiteral({ text }: Literal): string {
  return text
}

/** `channel and device`. */
export function sayBy(names: readonly string[], t: Words): string {
  const said = names.map((name) => sayDimension(name, t))
  return said.length > 0 ? said.reduce((one, other) => t("ask:both", { one, other })) : ""
}

/** A group of a breakdown: its values, with words for what is not set and for the rest. */
export function sayGroup(
  by: Record<string, string | null> | null,
  other: boolean,
  t: Words,
): string {
  if (other) return t("ask:other")
  return Object.values(by ?? {})
    .map((value) => (value === null || value === "" ? t("ask:notSet") : value))
    .join(" · ")
}
