import i18next from "i18next"
import { bodyOf, fresh, load, read, title, write } from "./ask"

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
