import { fixesOf, mendOf } from "@/features/sources/reasons"

describe("mends", () => {
  it("fill in what is missing, where the protocol has it", () => {
    expect(mendOf("missing_id", "segment")?.path).toBe("userId")
    expect(mendOf("missing_id", "posthog")?.path).toBe("distinct_id")
    expect(mendOf("missing_event", "posthog")?.path).toBe("event")
    expect(mendOf("not_json", "segment")).toBeNull()
  })

  it("change nothing where nothing was filled in", () => {
    expect(fixesOf(mendOf("missing_event", "segment"), "  ")).toEqual([])
    expect(fixesOf(mendOf("missing_event", "segment"), " Bought ")).toEqual([
      { do: "set", path: "event", value: "Bought" },
    ])
    expect(fixesOf(null, "x")).toEqual([])
  })
})
