/** Public holidays are called as Chinese readers call them; a name that nobody has worded stays. */
import { expect, test } from "vitest"
import chinese from "@/lib/holidays/zh-CN.json"
import { compile, word } from "@/lib/sentences"

const templates = compile(chinese)

test.each([
  ["New Year's Day", "元旦"],
  ["Chinese New Year (Spring Festival)", "春节"],
  ["Boxing Day (observed)", "节礼日（补休）"],
  ["Eid al-Adha (observed, estimated)", "宰牲节（补休，预计）"],
  ["Labor Day; Buddha's Birthday", "劳动节；佛诞"],
  ["Day off (substituted from 01/04/2026)", "调休（与 2026 年 01 月 04 日对调）"],
])("%s is %s", (english, said) => {
  expect(word(english, templates)).toBe(said)
})

test("a day of one's own keeps its name", () => {
  expect(word("Grand summer sale", templates)).toBeNull()
})
