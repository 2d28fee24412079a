/** Which zones, currencies and spans can be chosen? As this browser knows them, in the reader's words. */
import { language } from "@/lib/i18n"

export interface Option {
  value: string
  label: string
}

/** Zones with how far they are from UTC now; the one in use is among them in any case. */
export function zones(used: string, at: Date): Option[] {
  return withUsed(["UTC", ...Intl.supportedValuesOf("timeZone")], used).map((zone) => ({
    value: zone,
    label: `${zone} (${offset(zone, at)})`,
  }))
}

function offset(zone: string, at: Date): string {
  try {
    const parts = new Intl.DateTimeFormat("en", {
      timeZone: zone,
      timeZoneName: "longOffset",
    }).formatToParts(at)
    const name = parts.find((one) => one.type === "timeZoneName")?.value ?? ""
    return name === "GMT" ? "UTC+00:00" : name.replace("GMT", "UTC")
  } catch {
    return "?"
  }
}

export function currencies(used: string): Option[] {
  const named = new Intl.DisplayNames(language(), { type: "currency" })
  return withUsed(Intl.supportedValuesOf("currency"), used).map((code) => ({
    value: code,
    label: `${code} · ${named.of(code) ?? code}`,
  }))
}

function withUsed(known: string[], used: string): string[] {
  return [...new Set([used, ...known])]
}

export const SPANS = [90, 180, 365, 730, 1095, 1825] as const

/** The spans in days that can be chosen for keeping events, with the one in use. */
export function spans(used: number | null): number[] {
  return [...new Set([...SPANS, ...(used === null ? [] : [used])])].sort((a, b) => a - b)
}

const DAY_MS = 86_400_000

/** The moment before which events go when the span of keeping becomes `next`; null where none go. */
export function forgets(used: number | null, next: number | null, now: Date): Date | null {
  if (next === null || (used !== null && next >= used)) return null
  return new Date(now.getTime() - next * DAY_MS)
}
