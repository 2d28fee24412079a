import { describe, expect, it } from "vitest"
import { bounds, LATEST, rangeIn, reachOf } from "@/lib/range"

const read = (text: string) => rangeIn(new URLSearchParams(text))

describe("a range in an address", () => {
  it.each([
    ["from=-7d", { from: "-7d", to: "" }],
    ["from=2026-01-01&to=2026-02-01", { from: "2026-01-01", to: "2026-02-01" }],
    ["from=2026-01-01&to=soon", { from: "2026-01-01", to: "" }],
  ])("is read from %s", (text, range) => expect(read(text)).toEqual(range))

  it.each(["", "from=", "from=yesterday", "from=<script>", "to=2026-01-01"])(
    "is the latest where %s says none",
    (text) => expect(read(text)).toEqual(LATEST),
  )

  it("reaches back so many days or hours", () => {
    expect(["-6d", "-2w", "-12h", "2026-01-01"].map(reachOf)).toEqual([
      { count: 6, unit: "d" },
      { count: 14, unit: "d" },
      { count: 12, unit: "h" },
      null,
    ])
  })

  it("leaves its end to the server where it has none", () => {
    expect(bounds({ from: "-30d", to: "" })).toEqual({ from: "-30d", to: null })
  })
})
