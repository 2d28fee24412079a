/** The address of a full question with its state: a list repeats its name. */
export function questionPath(kind: string, said: Record<string, string | string[]>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(said)) {
    for (const one of [value].flat()) search.append(name, one)
  }
  return `/insights/${kind}${search.size > 0 ? `?${search}` : ""}`
}
