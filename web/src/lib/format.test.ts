import i18next from "i18next"
import { beforeEach, describe, expect, it } from "vitest"
import {
  ago,
  bucket,
  bytes,
  change,
  duration,
  exact,
  labelled,
  moment,
  money,
  number,
  share,
} from "@/lib/format"

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ")

describe("numbers in English", () => {
  beforeEach(() => i18next.changeLanguage("en"))

  it.each([
    [0, "0"],
    [12_480, "12,480"],
    [99_999, "99,999"],
    [1_240_000, "1.24M"],
    [0.25, "0.25"],
    [1234.56, "1,234.6"],
  ])("writes %d as %s", (value, text) => expect(number(value)).toBe(text))

  it("never shows what is not known as a number", () => {
    for (const say of [number, exact, share, duration, bytes]) expect(say(null)).toBe("–")
    expect(change(5, 0)).toBe("–")
    expect(money(undefined, "EUR")).toBe("–")
  })

  it("names a bucket by its start, in the zone", () => {
    const start = "2026-11-01T23:00:00+00:00"
    expect(bucket(start, "week", "Europe/Berlin")).toBe("Nov 2")
    expect(plain(bucket(start, "hour", "UTC"))).toBe("Nov 1, 11:00 PM")
    expect(bucket(start, "month", "UTC")).toBe("Nov 2026")
  })

  it("writes shares with one decimal and changes with their sign", () => {
    expect(share(0.1234)).toBe("12.3%")
    expect(share(0)).toBe("0.0%")
    expect(change(110, 100)).toBe("+10.0%")
    expect(change(90, 100)).toBe("-10.0%")
    expect(change(100, 100)).toBe("0.0%")
  })

  it("writes durations by their two largest parts", () => {
    expect(plain(duration(7_500))).toBe("2 hr 5 min")
    expect(plain(duration(59.6))).toBe("1 min")
    expect(plain(duration(0.25))).toBe("250 ms")
    expect(plain(duration(90_061))).toBe("1 day 1 hr")
  })

  it("writes sizes in powers of 1024", () => {
    expect(bytes(0)).toBe("0 B")
    expect(bytes(1536)).toBe("1.5 KiB")
    expect(bytes(5 * 1024 ** 3)).toBe("5 GiB")
  })

  it("names a moment in the project's zone, not in the reader's", () => {
    expect(plain(moment("2026-03-29T00:30:00Z", "Asia/Shanghai"))).toContain("8:30:00 AM")
  })

  it("says how long ago, whole units at a time", () => {
    const now = new Date("2026-03-01T12:00:00Z")
    expect(ago("2026-03-01T11:57:10Z", now)).toBe("2 minutes ago")
    expect(ago("2026-02-27T12:00:00Z", now)).toBe("2 days ago")
  })
})

it("sets what is said after what it is of", async () => {
  expect(labelled("Day 3", "12%")).toBe("Day 3: 12%")
  await i18next.changeLanguage("zh-CN")
  expect(labelled("第 3 天", "12%")).toBe("第 3 天：12%")
})

it("writes large numbers in 万 for Chinese readers", async () => {
  await i18next.changeLanguage("zh-CN")

  expect(number(1_240_000)).toBe("124万")
  expect(share(0.5)).toBe("50.0%")

  await i18next.changeLanguage("en")
})

it("sets a number apart from the Chinese word after it", async () => {
  await i18next.changeLanguage("zh-CN")
  const now = new Date("2026-03-01T12:00:00Z")

  expect(ago("2026-03-01T11:57:10Z", now)).toBe("2 分钟前")
  expect(ago("2026-02-28T11:00:00Z", now)).toBe("昨天")
  expect(duration(7_500)).toBe("2 小时 5 分钟")

  await i18next.changeLanguage("en")
})
