/** Which moment does a clock on the wall of a zone show, and what does it show at a moment? */

/** `2026-11-20T14:05`: what a clock in `zone` shows at a moment. */
export function wallOf(at: string | Date, zone: string): string {
  const shown = new Intl.DateTimeFormat("sv-SE", {
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
    timeZone: zone,
  } as const).format(new Date(at))
  return shown.replace(" ", "T")
}

/** The moment at which a clock in `zone` shows `wall`; where it never does, the one just after. */
export function momentOf(wall: string, zone: string): string {
  const asIf = new Date(`${wall}:00Z`).getTime()
  const off = (at: number) => new Date(`${wallOf(new Date(at), zone)}:00Z`).getTime() - at
  const first = asIf - off(asIf)
  return new Date(asIf - off(first)).toISOString()
}
