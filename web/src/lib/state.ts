/** How does the state of a question stand in an address? Only what differs from the usual. */

type Plain = string | number | readonly string[]

/** Return what of `ask` differs from `usual`; a list is written an entry a part. */
export function writeState<Ask extends object>(ask: Ask, usual: Ask): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(ask) as [string, Plain][]) {
    const was = (usual as Record<string, Plain>)[name]
    if (typeof value === "string" || typeof value === "number") {
      if (value !== was && value !== "") search.set(name, String(value))
    } else {
      for (const one of value) search.append(name, one)
    }
  }
  return search
}

/** Read the parts of a list from an address, without repeats, at most `most`. */
export function listOf(search: URLSearchParams, name: string, most = 3): string[] {
  return [...new Set(search.getAll(name).filter((one) => one !== ""))].slice(0, most)
}
