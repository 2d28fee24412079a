/** How is a number, a share, a duration or a moment written? Everything shown passes through here. */
import { language } from "@/lib/i18n"

const NOTHING = "–"

/** 12,480 in full up to five digits, 1.24 M above; null, where there is no number, as a dash. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOTHING
  const whole = Math.abs(value) >= 100_000
  const options: Intl.NumberFormatOptions = whole
    ? { notation: "compact", minimumSignificantDigits: 3, maximumSignificantDigits: 3 }
    : { maximumFractionDigits: Math.abs(value) < 10 && !Number.isInteger(value) ? 2 : 1 }
  return new Intl.NumberFormat(language(), options).format(value)
}

/** The whole number, for tooltips and tables. */
export function exact(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOTHING
  return new Intl.NumberFormat(language(), { maximumFractionDigits: 4 }).format(value)
}

/** A share of 0–1 with one decimal: 12.3 %. */
export function share(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOTHING
  return new Intl.NumberFormat(language(), {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value)
}

/** A change against before, with its sign: +12.3 %. */
export function change(now: number | null, before: number | null): string {
  if (now === null || before === null || before === 0) return NOTHING
  return new Intl.NumberFormat(language(), {
    style: "percent",
    signDisplay: "exceptZero",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(now / before - 1)
}

/** An amount of money whose currency is known: with two decimals, short above 100,000. */
export function amount(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOTHING
  if (Math.abs(value) >= 100_000) return number(value)
  return new Intl.NumberFormat(language(), {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(value)
}

export function money(value: number | null | undefined, currency: string): string {
  if (value === null || value === undefined) return NOTHING
  return new Intl.NumberFormat(language(), { style: "currency", currency }).format(value)
}

/** 2 h 5 min: the two largest parts of a duration. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return NOTHING
  if (seconds < 1) return part(Math.round(seconds * 1000), "millisecond")
  const sizes = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
    ["second", 1],
  ] as const
  let rest = Math.round(seconds)
  const said: string[] = []
  for (const [unit, size] of sizes) {
    const count = Math.floor(rest / size)
    rest -= count * size
    if (count > 0) said.push(part(count, unit))
    if (said.length === 2) break
  }
  return said.length > 0 ? said.join(" ") : part(0, "second")
}

function part(count: number, unit: string): string {
  const options = { style: "unit", unit, unitDisplay: "short" } as const
  return apart(new Intl.NumberFormat(language(), options).format(count))
}

/** Bytes in KiB, MiB, GiB. */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOTHING
  const units = ["B", "KiB", "MiB", "GiB", "TiB"]
  const step = value > 0 ? Math.min(Math.floor(Math.log2(value) / 10), 4) : 0
  const shown = value / 1024 ** step
  return `${new Intl.NumberFormat(language(), { maximumFractionDigits: shown < 10 ? 1 : 0 }).format(shown)} ${units[step]}`
}

const made = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter takes longer than drawing a row of a table; so each is made once. */
function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language() + JSON.stringify(options)
  const known = made.get(key) ?? new Intl.DateTimeFormat(language(), options)
  made.set(key, known)
  return known
}

/** Sentences one after another; a full-width stop brings its space with it. */
export function sentences(...said: string[]): string {
  return said.filter(Boolean).join(language() === "zh-CN" ? "" : " ")
}

/** What is said, after what it is of: `Day 3: 12%`. */
export function labelled(label: string, said: string): string {
  return language() === "zh-CN" ? `${label}：${said}` : `${label}: ${said}`
}

/** A day in the project's zone. */
export function day(at: string | Date, zone: string): string {
  return dates({ dateStyle: "medium", timeZone: zone }).format(new Date(at))
}

/** A bucket by its start, in the project's zone: Nov 2, 2:00 PM; a month as Nov 2026. */
export function bucket(
  at: string | Date,
  every: "hour" | "day" | "week" | "month",
  zone: string,
): string {
  const shown: Intl.DateTimeFormatOptions = { timeZone: zone }
  if (every === "month") Object.assign(shown, { year: "numeric", month: "short" })
  else Object.assign(shown, { month: "short", day: "numeric" })
  if (every === "hour") Object.assign(shown, { hour: "numeric", minute: "2-digit" })
  return dates(shown).format(new Date(at))
}

/** A moment in the project's zone, to the second; the zone itself is named beside it. */
export function moment(at: string | Date, zone: string): string {
  return dates({
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: zone,
  }).format(new Date(at))
}

export function clock(at: string | Date, zone: string): string {
  return dates({ timeStyle: "medium", timeZone: zone }).format(new Date(at))
}

/** A day without its year: 21 Nov. */
export function shortDay(at: string | Date, zone: string): string {
  return dates({
    day: "numeric",
    month: "short",
    timeZone: zone,
  }).format(new Date(at))
}

/** A country by its two letters, in the reader's language; what is no country as it is. */
export function country(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  const key = `${language()} ${code}`
  const known = countries.get(key) ?? new Intl.DisplayNames(language(), { type: "region" }).of(code)
  countries.set(key, known ?? code)
  return known ?? code
}
const countries = new Map<string, string>()

/** "3 minutes ago". */
export function ago(at: string | Date, now: Date = new Date()): string {
  const seconds = (new Date(at).getTime() - now.getTime()) / 1000
  const sizes = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const
  const said = new Intl.RelativeTimeFormat(language(), { numeric: "auto" })
  for (const [unit, size] of sizes) {
    if (Math.abs(seconds) >= size) return apart(said.format(Math.trunc(seconds / size), unit))
  }
  return apart(said.format(Math.trunc(seconds), "second"))
}

/** A number and the Chinese word after it stand apart, as in every written sentence: 3 分钟前. */
function apart(said: string): string {
  return said.replace(/(\d)(?=\p{Script=Han})/gu, "$1 ")
}

/** Saturday, 21 November: a date that is already of the project's zone. */
export function weekday(date: string): string {
  return dates({
    ...{ weekday: "long", day: "numeric", month: "long" },
    timeZone: "UTC",
  } as const).format(new Date(`${date}T00:00:00Z`))
}
