/** How are places, devices and events called in the reader's language? */
import { ago, day } from "@/lib/format"
import { language, t } from "@/lib/i18n"

const DEVICES = ["smartphone", "desktop", "tablet", "tv", "console", "wearable", "bot"]
/** Events that clients send by themselves. */
const OWN_EVENTS: Record<string, string> = {
  $pageview: "page",
  $screen: "screen",
  $identify: "identify",
  $set: "set",
  $autocapture: "click",
  $pageleave: "leave",
  $alias: "alias",
  $create_alias: "alias",
  $merge_dangerously: "alias",
  $group: "group",
  $groupidentify: "group",
}
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
  const own = Object.hasOwn(OWN_EVENTS, event) ? OWN_EVENTS[event] : undefined
  return own ? t(`people:event.${own}`) : event
}

/** "3 hours ago" within a month, else the day. */
export function lately(at: string, zone: string, now: Date = new Date()): string {
  return now.getTime() - new Date(at).getTime() < MONTH_MS ? ago(at, now) : day(at, zone)
}
