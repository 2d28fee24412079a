/** By what is a number broken down? `ranges(props.price, 10, 50)`: taken apart, put together, said. */
import type { Words } from "@/lib/ask"
import { shortName } from "@/lib/where"

export const MOMENT = "time"
/** What an event's own moment is called where a breakdown is made of it. */
export const TIMES = ["hour", "weekday", "day", "week", "month", "quarter", "year"] as const
export const MADE = ["ranges", ...TIMES, "host", "path", "pattern", "groups"] as const
export type Made = (typeof MADE)[number]

export interface Dimension {
  /** What is made of the name's values; empty: these themselves. */
  made: Made | ""
  /** The property or trait. */
  name: string
  /** What it is told beside the name, as people write it: bounds, patterns, groups. */
  told: string
}

/** Whether what is made has to be told something: bounds, patterns or groups. */
export function isTold(made: Made | ""): boolean {
  return made === "ranges" || made === "pattern" || made === "groups"
}

export function readDimension(text: string): Dimension {
  const found = /^\s*([a-z]+)\s*\((.*)\)\s*$/s.exec(text)
  const made = MADE.find((one) => one === found?.[1])
  if (!made) return { made: "", name: text, told: "" }
  const [name = "", ...told] = split(found?.[2] ?? "", ",").map((one) => one.trim())
  if (made === "pattern") return { made, name, told: told.map(bare).join(", ") }
  if (made === "groups") return { made, name, told: told.map(sayGroupOf).join("\n") }
  return { made, name, told: told.join(", ") }
}

export function writeDimension({ made, name, told }: Dimension): string {
  if (made === "") return name
  const parts = {
    ranges: () => split(told, ","),
    pattern: () => split(told, ",").map((one) => quoted(bare(one))),
    groups: () =>
      told
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map(writeGroup),
  }
  const said = isTold(made) ? parts[made as keyof typeof parts]() : []
  return `${made}(${[name, ...said.map((one) => one.trim())].join(", ")})`
}

/** The name alone, which is what may be chosen once. */
export function nameOf(text: string): string {
  return readDimension(text).name
}

/** `price in ranges`, `weekday`, `host of url`; a name alone as it is. */
export function sayDimension(text: string, t: Words): string {
  const { made, name } = readDimension(text)
  if (made === "") return shortName(name)
  if (name === MOMENT) return t(`ask:made.${made}`)
  return t("ask:madeOf", { made: t(`ask:made.${made}`), name: shortName(name) })
}

/** `Nordic = "SE"|NO` as `Nordic = SE | NO`. */
function sayGroupOf(text: string): string {
  const [label = "", ...rest] = split(text, "=")
  return `${bare(label)} = ${split(rest.join("="), "|").map(bare).join(" | ")}`
}

function writeGroup(line: string): string {
  const [label = "", ...rest] = split(line, "=")
  const values = split(rest.join("="), "|").map(bare).filter(Boolean).map(quoted)
  return `${quoted(bare(label))} = ${values.join("|")}`
}

/** Cut at `mark`, but not inside of quotes. */
function split(text: string, mark: string): string[] {
  const parts = [""]
  for (const token of text.match(/"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|[\s\S]/g) ?? []) {
    if (token === mark) parts.push("")
    else parts[parts.length - 1] += token
  }
  return parts
}

function bare(text: string): string {
  const told = text.trim()
  return /^"[\s\S]*"$|^`[\s\S]*`$/.test(told) ? told.slice(1, -1).replace(/\\(.)/g, "$1") : told
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`
}
