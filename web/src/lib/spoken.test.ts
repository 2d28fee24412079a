/** What is inserted into a Chinese sentence stands apart where its script differs, and stays as it is. */
import i18next from "i18next"
import { describe, expect, it, test } from "vitest"
import { t } from "@/lib/i18n"
import { inserted, settled } from "@/lib/spoken"

const fill = (text: string, a: unknown, b: unknown = "") =>
  settled(text.replace("{a}", String(inserted(a))).replace("{b}", String(inserted(b))))

test.each([
  ["{a}的人数", "Signed Up", "Signed Up 的人数"],
  ["按{a}", "channel", "按 channel"],
  ["按{a}的人数", "渠道", "按渠道的人数"],
  ["占{a}的", "12%", "占 12% 的"],
  ["共{a}位用户", 3, "共 3 位用户"],
  ["共{a}位用户", "124万", "共 124万位用户"],
  ["打开{a}的人", "/pricing", "打开 /pricing 的人"],
  ["{a}之后", "$pageview", "$pageview 之后"],
  ["为{a}的", "-3.5", "为 -3.5 的"],
  ["为{a}的", "£8.50", "为 £8.50 的"],
  ["由{a}创建", "Zoë", "由 Zoë 创建"],
  ["做过{a}的", "Order (EU)", "做过 Order (EU) 的"],
  ["从{a}起", "2026年11月2日", "从 2026年11月2日起"],
])("%s with %s reads %s", (text, a, read) => {
  expect(fill(text, a)).toBe(read)
})

describe("no space", () => {
  test.each([
    ["beside what already has one", "占 {a} 的", "12%", "占 12% 的"],
    ["beside punctuation", "（{a}），“{a2}”", "buy", "（buy），“{a2}”"],
    ["beside marks of quotation", "名为“{a}”的事件", "buy", "名为“buy”的事件"],
    ["around an empty name", "没有{a}的", "", "没有的"],
    ["in an English sentence", "by {a}.", "x", "by x."],
    [
      "between Chinese and Chinese, even where one is written",
      "按 {a} 的人数",
      "渠道",
      "按渠道的人数",
    ],
  ])("%s", (_, text, a, read) => {
    expect(fill(text, a)).toBe(read)
  })
})

test("what customers called things is shown as they wrote it", () => {
  expect(fill("执行{a}的用户", "用户abc购买")).toBe("执行用户abc购买的用户")
  expect(fill("{a}领先", "购买click")).toBe("购买click 领先")
  expect(fill("{a}领先", "A 计划  B组")).toBe("A 计划  B组领先")
})

test("two that stand side by side are told apart by script too", () => {
  expect(fill("{a}{b}", "Signed Up", "的人数")).toBe("Signed Up 的人数")
  expect(fill("{a} {b}", "星期一", "上午")).toBe("星期一 上午")
})

describe("the app's sentences", () => {
  it("set their spaces in Chinese", async () => {
    await i18next.changeLanguage("zh-CN")
    const told = { figure: "人数" }
    expect(t("trend:titleOne", { ...told, events: "bought" })).toBe("bought 的人数")
    expect(t("trend:titleOne", { ...told, events: "支付abc" })).toBe("支付abc 的人数")
    expect(t("trend:titleBy", { said: "人数", by: "渠道" })).toBe("人数，按渠道")
    expect(t("profile:titleAll", { target: "bought" })).toBe("做过 bought 的人群画像")
    expect(t("ask:most", { count: 3 })).toBe("最多 3 个")
  })

  it("hold them where one is inserted into another", async () => {
    await i18next.changeLanguage("zh-CN")
    const by = t("ask:both", { one: "渠道", other: "device" })
    expect(by).toBe("渠道和 device")
    expect(t("pivot:title", { said: by, by })).toBe("渠道和 device，按渠道和 device")
  })

  it("are left alone in English", () => {
    expect(t("ask:both", { one: "渠道", other: "device" })).toBe("渠道 and device")
  })

  it("leave no mark behind, whatever is inserted", async () => {
    for (const language of ["en", "zh-CN"]) {
      await i18next.changeLanguage(language)
      for (const one of [null, undefined, "", 0, 1.5, "x", "支付", ["a"]]) {
        expect(t("ask:removeEvent", { event: one })).not.toMatch(/\u2063/)
      }
    }
  })
})
