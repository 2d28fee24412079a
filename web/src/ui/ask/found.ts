/** Which of many things fit what was typed? Whole words' beginnings first, their order kept otherwise. */
export interface Item {
  key: string
  label: string
  hint?: string
  /** Items of a group stand together under its name. */
  group?: string
  chosen?: boolean
}

const MOST = 200

/** The first that fit, by group, and how many more there are. */
export function found(items: Item[], typed: string): { shown: Item[]; more: number } {
  const wanted = typed.trim().toLowerCase()
  const fitting = wanted
    ? items.filter(({ label, key }) => `${label} ${key}`.toLowerCase().includes(wanted))
    : items
  const groups = [...new Set(items.map(({ group }) => group))]
  const ordered = fitting
    .map((item, at) => ({ item, at, early: begins(item.label, wanted) ? 0 : 1 }))
    .sort(
      (a, b) =>
        groups.indexOf(a.item.group) - groups.indexOf(b.item.group) ||
        a.early - b.early ||
        a.at - b.at,
    )
    .map(({ item }) => item)
  return { shown: ordered.slice(0, MOST), more: Math.max(ordered.length - MOST, 0) }
}

function begins(label: string, wanted: string): boolean {
  return wanted === "" || label.toLowerCase().startsWith(wanted)
}
