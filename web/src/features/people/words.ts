/** How are places, devices and events called in the reader's language? */
import type { Words } from "@/lib/ask"
import { ago, day } from "@/lib/format"
import { language, t } from "@/lib/i18n"
import { sayEvent } from "@/lib/sayings"

const DEVICES = ["smartphone", "desktop", "tablet", "tv", "console", "wearable", "bot"]
const MONTH_MS = 30 * 86_400_000

/** GB is United Kingdom; what is no country stays as it is. */
export function countryName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  try {
    return new Intl.DisplayNames(language(), { type: "region" }).of(code) ?? code
  } catch {
    return code
  }
}

export function deviceName(device: string): string {
  return DEVICES.includes(device) ? t(`people:device.${device}`) : device
}

export function eventName(event: string): string {
  return sayEvent(event, t as unknown as Words)
}

/** "3 hours ago" within a month, else the day. */
export function lately(at: string, zone: string, now: Date = new Date()): string {
  return now.getTime() - new Date(at).getTime() < MONTH_MS ? ago(at, now) : day(at, zone)
}

/** The short name of the month of a day: Nov. */
export function monthName(date: string): string {
  const noon = new Date(`${date}T12:00:00Z`)
  return new Intl.DateTimeFormat(language(), { month: "short", timeZone: "UTC" }).format(noon)
}

/** How two ids came to be seen together; what is new stays as it is. */
export function ruleName(rule: string): string {
  return t(`people:rule.${rule}`, { defaultValue: rule })
}

/** Why two ids were kept apart. */
export function whyName(why: string): string {
  return t(`people:why.${why}`, { defaultValue: why })
}

/** How all that was said of a trait becomes one value. */
export function policyName(policy: string): string {
  return t(`people:policy.${policy}`, { defaultValue: policy })
}

/** What kind of id it is; a project may have kinds of its own. */
export function idTypeName(type: string): string {
  const known = ["user_id", "anonymous_id", "email", "phone"]
  return known.includes(type) ? t(`people:idType.${type}`) : type
}

/** Hour and minute in the project's zone. */
export function hour(at: string, zone: string): string {
  const written = { timeStyle: "short", timeZone: zone } as const
  return new Intl.DateTimeFormat(language(), written).format(new Date(at))
}
