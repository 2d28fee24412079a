/** Which columns does the list of people show? Facts and traits by name; the choice is kept. */
import type { operations } from "@/generated/api"

export type FactName = NonNullable<
  NonNullable<operations["list_people"]["parameters"]["query"]>["facts"]
>[number]

type Kind = "time" | "number" | "text" | "country" | "zone"

/** Every fact a column may show, in the order of the menu. */
export const FACTS: Record<FactName, Kind> = {
  last_seen: "time",
  first_seen: "time",
  events: "number",
  sessions: "number",
  country: "country",
  region: "text",
  city: "text",
  device: "text",
  os: "text",
  browser: "text",
  locale: "text",
  timezone: "text",
  channel: "text",
  first_channel: "text",
  first_referrer_host: "text",
  first_utm_source: "text",
  first_utm_campaign: "text",
  user_id: "text",
  anonymous_id: "text",
}

export const DEFAULT_COLUMNS = [
  "last_seen",
  "first_seen",
  "events",
  "first_channel",
  "country",
  "device",
]
/** What the server takes in one request, less the traits that names are made of. */
export const MOST_COLUMNS = 14

/** Whether `column` names a trait, and which. */
export function traitOf(column: string): string | null {
  return column.startsWith("person.") && column.length > 7 ? column.slice(7) : null
}

export function isFact(column: string): column is FactName {
  return Object.hasOwn(FACTS, column)
}

/** Read columns from the address; what is no column is left out, and nothing means the default. */
export function readColumns(text: string, otherwise: string[] = DEFAULT_COLUMNS): string[] {
  const said = text.split(",").map(decoded).filter(isColumn)
  const found = [...new Set(said)].slice(0, MOST_COLUMNS)
  return found.length > 0 ? found : otherwise
}

/** Write columns for the address: commas between, those in names encoded. */
export function writeColumns(columns: string[]): string {
  return columns.map((one) => one.replace(/[%,]/g, encodeURIComponent)).join(",")
}

/** The columns that were chosen last in `project`. */
export function keptColumns(project: string): string[] {
  return readColumns(localStorage.getItem(placeOf(project)) ?? "")
}

export function keepColumns(project: string, columns: string[]): void {
  localStorage.setItem(placeOf(project), writeColumns(columns))
}

function placeOf(project: string): string {
  return `bellrock.people.columns.${project}`
}

function isColumn(column: string): boolean {
  return isFact(column) || traitOf(column) !== null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ""
  }
}
