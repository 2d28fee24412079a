import { spoken } from "@/lib/spoken"

const said = (text: string) => (_: string, told?: Record<string, unknown>) =>
  text.replace(/{(\w+)}/g, (_, name) => String(told?.[name] ?? ""))

test.each([
  ["{a}的人数", "Signed Up", "Signed Up 的人数"],
  ["按{a}", "channel", "按 channel"],
  ["按{a}的人数", "渠道", "按渠道的人数"],
  ["{a}领先", "购买click", "购买click 领先"],
  ["占 {a} 的", "12%", "占 12% 的"],
  ["by {a}.", "x", "by x."],
])("%s with %s reads %s", (text, a, read) => {
  expect(spoken(said(text))("", { a, count: 2 })).toBe(read)
})
