/** How does a report stand in a form, and how is its schedule said? */
import type { BoardReport, NewBoardReport } from "@/features/mailing/api"
import { language } from "@/lib/i18n"

export interface Form {
  every: "day" | "week" | "month"
  at: string
  weekday: number
  day: number
  subject: string
  note: string
  formats: ("png" | "pdf")[]
  english: string[]
  chinese: string[]
}

type Words = (key: string, options?: Record<string, unknown>) => string

export function formOf(report: BoardReport | null): Form {
  const readers = report?.readers ?? []
  const of = (wanted: string) =>
    readers.filter((one) => one.language === wanted).map(({ email }) => email)
  return {
    every: report?.schedule.every ?? "week",
    at: report?.schedule.at ?? "08:00",
    weekday: report?.schedule.weekday ?? 1,
    day: report?.schedule.day ?? 1,
    subject: report?.subject ?? "",
    note: report?.note ?? "",
    formats: [...(report?.formats ?? (["png", "pdf"] as const))],
    english: of("en"),
    chinese: of("zh-CN"),
  }
}

export function bodyOf(form: Form, board: string): NewBoardReport {
  const { every, at, weekday, day } = form
  return {
    board,
    subject: form.subject.trim(),
    note: form.note.trim(),
    formats: form.formats,
    schedule: {
      every,
      at,
      weekday: every === "week" ? weekday : null,
      day: every === "month" ? day : null,
    },
    readers: [
      ...form.english.map((email) => ({ email: email.trim(), language: "en" as const })),
      ...form.chinese.map((email) => ({ email: email.trim(), language: "zh-CN" as const })),
    ],
  }
}

/** Whether a form can be sent: a time, a format, and somebody who reads it. */
export function isWhole({ at, formats, english, chinese }: Form): boolean {
  return /^\d\d:\d\d$/.test(at) && formats.length > 0 && english.length + chinese.length > 0
}

/** The name of a day of the week, 1 to 7, in the reader's language. */
export function weekdayName(weekday: number): string {
  const monday = Date.UTC(2024, 0, 1)
  return new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" }).format(
    new Date(monday + (weekday - 1) * 86_400_000),
  )
}

/** Each Monday at 08:00. */
export function scheduleSaid(schedule: BoardReport["schedule"], t: Words): string {
  const { every, at, weekday, day } = schedule
  return t(`mailing:each.${every}`, { at, day: day ?? 1, weekday: weekdayName(weekday ?? 1) })
}
