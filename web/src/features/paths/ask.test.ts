import i18next from "i18next"
import { bodyOf, fresh, load, missing, read, title, write } from "./ask"

const t = i18next.t.bind(i18next) as never
const own = {
  ...fresh(),
  start: "Product Viewed",
  within: "2h",
  steps: 7,
  collapse: false,
  only: "a|b[x > 1]",
  exclude: "c",
}

test("the address holds only what is unusual, and gives it back", () => {
  expect(write(fresh()).toString()).toBe("")
  expect(read(write(own))).toEqual(own)
})

test("every view and its own words are kept in the address and in a saved body", () => {
  const around = {
    ...fresh(),
    around: "buy",
    before: 2,
    via: "pay",
    loops: 3,
    expand: ["path(url)"],
  }
  const groups = JSON.stringify([{ any_of: ["a", "b"], name: "C" }])
  for (const one of [
    { ...around, show: "matrix" as const, groups, atLeast: 10 },
    { ...fresh(), show: "graph" as const },
    { ...fresh(), show: "clusters" as const, clusters: 6, goal: "buy" },
    { ...fresh(), show: "difference" as const, versus: 'country = "DE"' },
  ]) {
    expect(read(write(one))).toEqual(one)
    expect(load(bodyOf(one))).toEqual(one)
  }
  expect(missing({ ...fresh(), show: "difference" }, t)).toBe("Choose whom to compare with.")
  expect(missing(fresh(), t)).toBeNull()
})

test("a wrong address is read as the usual question", () => {
  expect(read(new URLSearchParams("steps=1&within=soon&top=0&start=any"))).toEqual(fresh())
})

test("a saved body is read back; without a word on repeats they are shown, as the server does", () => {
  expect(load(bodyOf(own))).toEqual(own)
  expect(load({})).toEqual({ ...fresh(), collapse: false })
  expect(bodyOf(fresh())).toEqual({ max_steps: 5, collapse: true, top: 20 })
})

test("the title says from where and to where", async () => {
  await i18next.changeLanguage("en")
  expect(title(fresh(), t)).toBe("Ways people take")
  expect(title(own, t)).toBe("Ways on from Product Viewed")
  expect(title({ ...own, end: "buy|pay" }, t)).toBe("Ways from Product Viewed to buy or pay")
})
