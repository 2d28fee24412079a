import { describe, expect, it } from "vitest"
import type { Words } from "@/lib/ask"
import { bodyOf, fresh, load, read, secondsOf, write } from "./ask"
import { drawn, type Figures, knownTo, type Sessions, unfinished } from "./figures"
import { behindEnd, behindRow, endName, table } from "./say"

const t = ((key: string) => key) as Words
const FIGURES: Figures = {
  ...{ sessions: 3, people: 2, per_person: 1.5, bounces: 1, bounce_rate: 1 / 3 },
  ...{ events: 2, depth: 2, mean_s: 60, median_s: 30, p90_s: 120 },
}
const STARTS = ["2026-03-28T00:00:00+00:00", "2026-03-29T00:00:00+00:00"]

function row(sessions: number, by: Record<string, string> | null = null) {
  const figures = { ...FIGURES, sessions }
  return { by, figures, points: STARTS.map((start) => ({ start, figures })), other: false }
}

function answer(...rows: ReturnType<typeof row>[]): Sessions {
  const period = { from: STARTS[0], to: "2026-03-30T00:00:00+01:00" }
  return { rows, at: "event", meta: { zone: "Europe/London", period } } as unknown as Sessions
}

describe("the question", () => {
  it("is the same again from its address and from its body", () => {
    const ask = {
      ...{ ...fresh(), pause: "1h", depth: "page|screen", at: "channel", by: ["device"] },
      ends: ["midnight", "client"] as ("midnight" | "client")[],
    }
    expect(read(write(ask))).toEqual(ask)
    expect(load(bodyOf(ask))).toEqual(ask)
    expect(bodyOf(ask)).toMatchObject({ midnight: true, client: true })
    expect(bodyOf(ask)).not.toHaveProperty("campaign")
    expect(write(fresh()).toString()).toBe("")
  })

  it("reads what is wrong as what is usual, and seconds as a pause", () => {
    expect(read(new URLSearchParams("pause=long&ends=noon&top=1000"))).toEqual(fresh())
    expect(load({ pause: 900 }).pause).toBe("900s")
    expect([secondsOf("900s"), secondsOf("30m"), secondsOf("1h")]).toEqual([900, 1800, 3600])
  })
})

describe("the answer", () => {
  it("draws all sessions, or the groups that have any", () => {
    expect(drawn(answer(row(3))).map(({ group }) => group)).toEqual([null])
    const told = answer(row(3), row(0, { device: "tv" }), row(3, { device: "phone" }))
    expect(drawn(told).map(({ group }) => group)).toEqual([1])
  })

  it("finds the people of a row, of a point, of an entry", () => {
    const said = { answer: answer(row(3), row(3, { device: "phone" })), ask: fresh(), t }
    const [all, phone] = said.answer.rows.map((one, i) => ({ row: one, group: i ? i - 1 : null }))
    expect(all && behindRow(all, null, said)?.cell).toEqual({})
    expect(phone && behindRow(phone, 1, said)?.cell).toEqual({ group: 0, bucket: 1 })
    const end = { value: "$pageview", sessions: 1, people: 1, bounces: 0, other: false }
    expect(behindEnd(end, "exit", 4, said).cell).toEqual({ exit: 4 })
    expect(endName(end, "event", t)).toBe("ask:own.page")
    expect(endName({ ...end, value: "other", other: true }, "event", t)).toBe("ask:other")
  })

  it("tells every row for all dates and for each point", () => {
    const { columns, rows } = table(answer(row(3)), fresh(), t)
    expect(columns[0]?.key).toBe("start")
    expect(rows).toHaveLength(3)
    expect(rows[2]?.behind?.("people")?.cell).toEqual({ bucket: 1 })
    expect(rows[0]?.behind?.("sessions")).toBeUndefined()
  })

  it("knows which point is not finished, also on a day of 23 hours", () => {
    const told = answer(row(3))
    expect(unfinished(told, "day", new Date("2026-04-01T00:00:00Z"))).toBe(2)
    expect(unfinished(told, "day", new Date("2026-03-29T12:00:00Z"))).toBe(1)
    expect([knownTo(told, 1), knownTo(answer(row(0)), 1)]).toEqual([2, 1])
  })
})
