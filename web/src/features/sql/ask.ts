/** What is asked in SQL? Its state, in the address and in the server's body. */
import { type Body, oneOf, type Words, wholeOf } from "@/lib/ask"

export const CHARTS = ["table", "line", "bar", "number"] as const
export type ChartName = (typeof CHARTS)[number]
const ROWS = 1000

export interface SqlState {
  sql: string
  /** Rows shown at most. */
  rows: number
}

export function fresh(): SqlState {
  return { sql: "", rows: ROWS }
}

export function read(search: URLSearchParams): SqlState {
  return { sql: search.get("sql") ?? "", rows: wholeOf(search.get("rows"), 1, 10_000, ROWS) }
}

export function write(ask: SqlState): URLSearchParams {
  const search = new URLSearchParams()
  if (ask.sql) search.set("sql", ask.sql)
  if (ask.rows !== ROWS) search.set("rows", String(ask.rows))
  return search
}

export function load(body: Body): SqlState {
  const rows = typeof body.rows === "number" ? String(body.rows) : null
  return {
    sql: typeof body.sql === "string" ? body.sql : "",
    rows: wholeOf(rows, 1, 10_000, ROWS),
  }
}

export function bodyOf(ask: SqlState): Body {
  return { sql: ask.sql, rows: ask.rows }
}

export function missing(ask: SqlState, t: Words): string | null {
  return ask.sql.trim() ? null : t("sql:write")
}

/** The first line that says something, without its comment marks. */
export function title(ask: SqlState, t: Words): string {
  const [line = ""] = ask.sql
    .split("\n")
    .map((one) => one.replace(/^\s*--\s*/, "").trim())
    .filter(Boolean)
  const short = line.length > 60 ? `${line.slice(0, 59)}…` : line
  return short || t("sql:title")
}

/** Where a refusal stands in the statement: "line 2, column 3: …". */
export function placeOf(message: string): { line: number; column: number } | null {
  const found = /^line (\d+), column (\d+): /.exec(message)
  return found ? { line: Number(found[1]), column: Number(found[2]) } : null
}

export function chartOf(said: string): ChartName | "" {
  return oneOf(said, ["", ...CHARTS] as const, "")
}
