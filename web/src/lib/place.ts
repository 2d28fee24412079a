/** Where in a question is what is wrong? The server writes `events[2].where[0]`, counting from 0. */

/** The field that a place begins with: `events`. */
export function rootOf(place: string): string {
  return /^[^.[]*/.exec(place)?.[0] ?? ""
}

/** Whether `place` is `outer` or lies in it; `events[1]` holds `events[1].where`, not `events[10]`. */
export function holds(outer: string, place: string): boolean {
  return place.startsWith(outer) && /^($|[.[])/.test(place.slice(outer.length))
}

/** Return the one of `places` that holds `place` most closely; null where none does. */
export function nearest(
  place: string | null | undefined,
  places: readonly string[],
): string | null {
  if (!place) return null
  const found = places.filter((one) => holds(one, place))
  return found.reduce<string | null>(
    (best, one) => (best === null || one.length > best.length ? one : best),
    null,
  )
}

/** The places of a list: the list itself, and each of its parts. */
export function placesOf(list: string, count: number): string[] {
  return [list, ...Array.from({ length: count }, (_, i) => `${list}[${i}]`)]
}

/** The number of the test of a filter that a place names; null where it names none. */
export function testOf(place: string | null | undefined): number | null {
  const found = /where\[(\d+)\]$/.exec(place ?? "")
  return found ? Number(found[1]) : null
}
