import i18next from "i18next"
import { bodyOf, figureOf, fresh, load, missing, read, title, write } from "./ask"

const t = i18next.t.bind(i18next) as never

test("the address holds only what is unusual, and gives it back", () => {
  expect(write(fresh()).toString()).toBe("")
  const ask = { ...fresh(), start: "Signed Up", every: "day" as const, periods: 14 }
  expect(read(write(ask))).toEqual(ask)
  expect(write(ask).toString()).toBe("start=Signed+Up&every=day&periods=14")
})

test("a wrong address is read as the usual question", () => {
  expect(read(new URLSearchParams("every=fortnight&periods=99&kind=&mode=x"))).toEqual(fresh())
})

test("a saved body is read back, whichever form its steps have", () => {
  const ask = { ...fresh(), return: "buy[price > 10]", mode: "on-or-after" as const, periods: 8 }
  expect(load(bodyOf(ask))).toEqual(ask)
  expect(bodyOf(fresh())).not.toHaveProperty("periods")
  expect(load({ start: { event: null, name: "any" }, return: { event: "buy" } })).toEqual({
    ...fresh(),
    return: "buy",
  })
})

test("the title says both events, and what is missing is asked for", async () => {
  await i18next.changeLanguage("en")
  expect(title(fresh(), t)).toBe("Who comes back, by week")
  expect(title({ ...fresh(), start: "a|b", return: "c" }, t)).toBe(
    "Back with c after a or b, by week",
  )
  expect(missing({ ...fresh(), start: "" }, t)).toContain("starts")
  expect(missing(fresh(), t)).toBeNull()
})

test("brackets, values, groups and a fit go through the address and the body", () => {
  const ask = {
    ...fresh(),
    kind: "first-in-period" as const,
    mode: "on-or-before" as const,
    clock: "rolling" as const,
    brackets: "1d,3d",
    value: "sum(price)",
    by: ["plan", "country"],
    top: 3,
  }
  expect(read(write(ask))).toEqual(ask)
  expect(load(bodyOf(ask))).toEqual(ask)
  expect(bodyOf(ask)).toMatchObject({
    brackets: ["1d", "3d"],
    by: ["plan", "country"],
    curve: true,
  })
  const fitted = { ...fresh(), fit: "sbg" as const, ahead: 12 }
  expect(load(bodyOf(fitted))).toEqual(fitted)
  expect(bodyOf({ ...fresh(), ahead: 12 })).not.toHaveProperty("ahead")
})

test("a figure is read in its two parts", () => {
  expect(figureOf("avg(price)")).toEqual({ figure: "mean", of: "price" })
  expect(figureOf("")).toEqual({ figure: "", of: "" })
})
