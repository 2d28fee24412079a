/** How does an answer become a file? A table as RFC 4180 text that no spreadsheet takes for formulas. */
import type { Cell, Table } from "@/lib/ask"

/** The table as CSV: CRLF, quotes where needed, numbers in full. */
export function csv(table: Table): string {
  const head = table.columns.map(({ title }) => field(title))
  const rows = table.rows.map(({ cells }) =>
    table.columns.map(({ key }) => field(cells[key] ?? null)),
  )
  return [head, ...rows].map((row) => `${row.join(",")}\r\n`).join("")
}

function field(value: Cell): string {
  if (value === null) return ""
  if (typeof value === "number") return String(value)
  const safe = harmless(value)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A text that a spreadsheet would run as a formula gets an apostrophe before it. */
function harmless(text: string): string {
  return /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** A title as a file's name. */
export function fileName(title: string, ending: string): string {
  const tidy = title
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80)
  return `${tidy || "bellrock"}.${ending}`
}

export function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement("a")
  link.href = address
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(address), 1000)
}

/** With a byte-order mark, without which Excel misreads everything beyond ASCII. */
export function csvFile(table: Table): Blob {
  return new Blob(["\uFEFF", csv(table)], { type: "text/csv;charset=utf-8" })
}
