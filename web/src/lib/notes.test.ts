import i18next from "i18next"
import { afterAll, beforeAll, expect, it } from "vitest"
import { note } from "@/lib/notes"

beforeAll(() => i18next.changeLanguage("zh-CN"))
afterAll(() => i18next.changeLanguage("en"))

it.each([
  ["the top 8 of 1,075 paths are shown", "共 1,075 条路径，显示前 8 条"],
  [
    "the top 10 of 5,001 groups by events are shown; other is the rest",
    "共 5,001 组，分别显示事件最多的 10 组，其余合并为“其他”",
  ],
  [
    "no event called 'Order Complete' has ever been sent to this project; did you mean 'Order Completed'?",
    "项目从未收到名为“Order Complete”的事件；是否指“Order Completed”？",
  ],
  [
    'there is no "It\'s" in this period; it was sent from 2026-01-01 to 2026-02-01 (UTC)',
    "所选时间内没有“It's”；它的发生时间为 2026-01-01 至 2026-02-01（UTC）",
  ],
])("says %s in Chinese", (text, said) => expect(note(text)).toBe(said))

it("leaves what it does not know as it is", () => {
  expect(note("something new")).toBe("Something new")
})
