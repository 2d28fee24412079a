import { describe, expect, it } from "vitest"
import { t } from "@/lib/i18n"
import { whence } from "./whence"

const said = (definition: Record<string, unknown>) =>
  whence({ definition }, ((key: string, values?: object) =>
    t(key.includes(":") ? key : `audience:${key}`, values as never)) as never)

describe("where an audience comes from", () => {
  it("is said in words", () => {
    expect(said({ from: "list", file: "vip.csv" })).toBe("Ids of vip.csv")
    expect(said({ from: "people", where: 'person.plan = "pro"', search: "ann" })).toBe(
      "People: plan is pro, found by “ann”",
    )
    expect(said({ from: "people", where: "", search: "" })).toBe("Everybody at that time")
    expect(said({ from: "cell", kind: "funnel", title: "Bought" })).toBe("Bought (Funnel)")
  })
})
