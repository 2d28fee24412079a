import { beforeAll, describe, expect, it } from "vitest"
import {
  body,
  excludedAt,
  type FunnelAsk,
  fresh,
  load,
  moved,
  read,
  readWithin,
  withOrder,
  withSteps,
  write,
} from "@/features/funnel/ask"
import { atPlace, bare, placeOf, places } from "@/features/funnel/exclusion"
import {
  behind,
  type FunnelAnswer,
  ladders,
  sentence,
  table,
  title,
  widestGap,
} from "@/features/funnel/ladder"
import type { Words } from "@/lib/ask"
import { speak, t as words } from "@/lib/i18n"

const t = words as unknown as Words
beforeAll(() => speak("en"))

const ask: FunnelAsk = { ...fresh(), steps: ["view", "add", "buy"] }

function rungs(...people: number[]) {
  return people.map((count, i) => ({
    name: `s${i}`,
    people: count,
    share: people[0] ? count / people[0] : null,
    share_of_previous: i === 0 || people[i - 1] ? count / (people[Math.max(i - 1, 0)] ?? 1) : null,
    median_wait_s: i === 0 ? null : 60,
  }))
}
const answer = (...people: number[]) => ({ steps: rungs(...people) }) as unknown as FunnelAnswer

describe("a funnel's address", () => {
  const asks: FunnelAsk[] = [
    ask,
    {
      ...ask,
      within: "12h",
      order: "strict",
      exclude: [
        { ...bare, event: "leave", after: 0 },
        { ...bare, event: "odd@2", after: 0 },
        { ...bare, event: "x[a = 1]", after: 2 },
      ],
      by: ["channel"],
      top: 5,
    },
  ]
  const full: FunnelAsk = {
    ...ask,
    within: "2mo",
    stepWithin: ["1d", "any"],
    optional: [2],
    exclude: [{ event: "leave@", after: 1, before: 3, restart: true }],
    hold: ["order_id", "id,order,order"],
    count: "groups",
    unit: "company",
    by: ["plan"],
    attribute: "last",
    show: "trend",
    every: "week",
    drivers: ["plan"],
  }
  it("keeps every part, in the address and in a body", () => {
    expect(read(new URLSearchParams(write(full).toString()))).toEqual(full)
    expect(load(body(full))).toEqual({ ...full, drivers: [] })
  })

  it("gives up what another order or fewer steps leave no room for", () => {
    const anchored = withOrder({ ...full, attribute: "2" }, "anchored")
    expect(anchored).toMatchObject({
      optional: [],
      exclude: [],
      stepWithin: [],
      attribute: "first",
    })
    const shorter = withSteps(full, ["view", "buy"], [false, false])
    expect(shorter).toMatchObject({ optional: [], stepWithin: ["1d"], hold: ["order_id"] })
    expect(shorter.exclude[0]).toMatchObject({ after: 0, before: 0 })
  })

  it("places what is excluded between steps that cannot be skipped", () => {
    expect(places(3, [2])).toEqual(["0", "1-3"])
    expect(placeOf({ ...bare, after: 1 }, [2])).toBe("1-3")
    expect(atPlace(bare, "1-2")).toEqual({ ...bare, after: 1 })
    expect(atPlace(bare, "1-3")).toEqual({ ...bare, after: 1, before: 3 })
  })

  it.each(asks)("reads back what was written: %o", (one) => {
    expect(read(new URLSearchParams(write(one).toString()))).toEqual(one)
  })

  it.each(asks)("is read back from the body that was saved: %o", (one) => {
    expect(load(body(one))).toEqual(one)
  })

  it("begins with two steps to be chosen", () => {
    expect(write(fresh()).toString()).toBe("")
    expect(read(new URLSearchParams("step=a&within=soon")).steps).toEqual(["a", ""])
  })

  it("reads lengths of time", () => {
    expect(readWithin("90m")).toEqual({ count: 90, unit: "m" })
    expect(readWithin("0d")).toBeNull()
    expect(readWithin("soon")).toBeNull()
  })

  it("moves steps", () => {
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"])
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"])
  })
})

describe("a refusal of a funnel", () => {
  it("stands at the exclusion that it names, those that are not chosen yet left out", () => {
    const exclude = [
      { ...bare, event: "", after: 0 },
      { ...bare, event: "a", after: 0 },
      { ...bare, event: "b", after: 3 },
    ]

    expect(excludedAt("exclude[1].after", exclude)).toEqual({ place: 2, after: true })
    expect(excludedAt("exclude[0].event", exclude)).toEqual({ place: 1, after: false })
    expect(excludedAt("exclude[7]", exclude)).toBeNull()
    expect(excludedAt("exclude", exclude)).toBeNull()
  })
})

describe("a funnel's answer", () => {
  it("is said in a sentence, with where most stop", () => {
    expect(sentence(answer(200, 40, 30), ask, t)).toBe(
      "Of 200 people who entered, 30 (15.0%) came through within 7 days. " +
        "Most stop after view: 80.0% of those who got there.",
    )
  })

  it("says that nobody entered", () => {
    expect(sentence(answer(0, 0, 0), ask, t)).toBe(
      "Nobody entered: no one did view in this period.",
    )
  })

  it("puts the group that most entered first, then the rest, and last what is not set", () => {
    const group = (channel: string | null, people: number, other = false) => ({
      by: { channel },
      other,
      steps: rungs(people, 1, 1),
    })
    const found = {
      groups: [group(null, 90), group("Ads", 9), group("Email", 10), group("other", 50, true)],
    } as unknown as FunnelAnswer
    const all = ladders(found, { ...ask, by: ["channel"] }, t)
    expect(all.map((one) => one.group)).toEqual(["Email", "Ads", "Other", "Not set"])
    expect(all.map(({ at }) => at)).toEqual([2, 1, 3, 0])
  })

  it("compares groups that are large enough", () => {
    const group = (channel: string, ...people: number[]) => ({
      by: { channel },
      other: false,
      steps: rungs(...people),
    })
    const found = {
      groups: [
        group("Ads", 100, 50, 10),
        group("Email", 100, 60, 30),
        group("Tiny", 2, 2, 2),
        { ...group("other", 50, 1, 0), other: true },
      ],
    } as unknown as FunnelAnswer
    expect(sentence(found, { ...ask, by: ["channel"] }, t)).toContain(
      "Email does best with 30.0%, Ads worst with 10.0%.",
    )
    expect(title({ ...ask, by: ["channel"] }, t)).toBe("view → add → buy by channel")
  })

  it("knows who stopped, and asks for them by step and group", () => {
    const [ladder] = ladders(answer(200, 40, 30), ask, t)
    expect(ladder?.rungs.map(({ dropped }) => dropped)).toEqual([0, 160, 10])
    expect(ladder && widestGap(ladder)).toBe(0)
    expect(ladder && behind(ladder, 0, true, t)).toEqual({
      title: "Stopped after view",
      cell: { step: 0, dropped: true },
    })
  })

  it("is a table of steps", () => {
    const { rows, columns } = table(answer(200, 40, 30), ask, t)
    expect(columns.map(({ key }) => key)).toEqual([
      "step",
      "people",
      "share",
      "onward",
      "dropped",
      "wait",
    ])
    expect(rows[1]?.cells).toMatchObject({ step: "2. add", people: 40, share: 0.2, dropped: 160 })
    expect(rows[0]?.behind?.("dropped")).toBeUndefined()
  })
})
