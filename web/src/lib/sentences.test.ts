/** What the server says in English is found again and said in Chinese; what is unknown stays. */
import { describe, expect, it } from "vitest"
import { compile, word } from "@/lib/sentences"
import chinese from "@/lib/sentences/zh-CN.json"
import { inserted, settled } from "@/lib/spoken"

const templates = compile(chinese)
const say = (text: string) => word(text, templates)
const HOLE = /\{\{|\}\}|\{(\w+)(!r|!words)?\}/g

describe("the words of a sentence", () => {
  it.each([
    ["the filter is empty", "筛选条件为空"],
    ["a funnel has 2 to 20 steps", "漏斗需要 2 至 20 个步骤"],
    ["there is no time zone called 'Mars'", "没有名为“Mars”的时区"],
    [`there is no time zone called "O'Hara"`, "没有名为“O'Hara”的时区"],
    [
      "an operator was expected, not 'contians', at character 6 of the filter",
      "此处应为运算符，而不是“contians”（筛选条件第 6 个字符处）",
    ],
    [
      "a value was expected, not the end, at character 10 of the filter",
      "此处应为值，而不是末尾（筛选条件第 10 个字符处）",
    ],
    ["top: input should be less than or equal to 100", "top：应小于或等于 100"],
    ["Field required", "必填"],
    ["every: input should be 'hour' or 'day'", "every：应为“hour”或“day”"],
    ["conflicts of who is who wait for a decision: default: 66", "有待处理的身份冲突：default: 66"],
    [
      "no event called 'buy' has ever been sent to this project; did you mean 'Buy it'?",
      "项目从未收到名为“buy”的事件；是否指“Buy it”？",
    ],
    [
      "no event called 'x' has ever been sent to this project; there are a, b and 3 more",
      "项目从未收到名为“x”的事件；现有：a, b 等，另有 3 个",
    ],
    ["the top 20 of 1,204 edges are shown", "共 1,204 条连线，显示前 20 条"],
    [
      "row 3 of old.csv: the event names nobody (send a user id or an anonymous id)",
      "old.csv 第 3 行：事件未指明用户（请发送用户 ID 或匿名 ID）",
    ],
    [
      "the body is not sound gzip: Error -3 (send gzip, zstd, deflate or plain JSON)",
      "请求体不是有效的 gzip 数据：Error -3（请发送 gzip、zstd、deflate 压缩的数据，或未压缩的 JSON）",
    ],
    ["free space on the disk; try again", "请清理磁盘空间；请重试"],
    ['send {"event": …}', '请发送 {"event": …}'],
    ["there is no operator None", "没有运算符“None”"],
  ])("says %s", (english, said) => {
    expect(say(english)).toBe(said)
  })

  it("leaves what nobody has worded to its English", () => {
    expect(say("the moon is made of cheese")).toBeNull()
    expect(say("")).toBeNull()
  })

  it("keeps names that people gave, whatever they look like", () => {
    expect(say("no event carries a none yet; send it as a property of your events")).toBe(
      "还没有事件带有属性 none；请在发送事件时附上该属性",
    )
    expect(say("there is no project called 'the end'")).toBe("没有名为“the end”的项目")
    expect(say("there is no project called '{name!words} $1'")).toBe(
      "没有名为“{name!words} $1”的项目",
    )
  })

  it.each(Object.entries(chinese))("finds %s again", (english, words) => {
    const text = english.replace(HOLE, (mark, name, how) =>
      name === undefined ? mark.charAt(0) : how === "!r" ? "'x1'" : "x1",
    )
    const said = settled(
      words.replace(HOLE, (mark, name) =>
        name === undefined ? mark.charAt(0) : String(inserted("x1")),
      ),
    )

    expect(say(text)?.replace(/[“”]x1[“”]/g, "x1")).toBe(said.replace(/[“”]x1[“”]/g, "x1"))
  })

  it("takes no time over a long text", () => {
    const began = performance.now()
    say(`there is no ${"a' (b; ".repeat(400)}`)

    expect(performance.now() - began).toBeLessThan(2000)
  })
})
