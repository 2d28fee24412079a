import type { Intake } from "@/features/sources/api"
import { bars, option, totals } from "@/features/sources/volume"
import { palettes } from "@/ui/tokens"

const NOW = new Date("2026-11-22T10:20:00Z")

function came(hour: string, verdict: string, events: number): Intake {
  return { hour, verdict, events, source: 1, dialect: "segment", reason: "" }
}

describe("the volume", () => {
  it("has a bar for every hour of a day, also where nothing came", () => {
    const found = bars(
      [
        came("2026-11-22T10:00:00Z", "stored", 3),
        came("2026-11-22T10:00:00Z", "stored", 2),
        came("2026-11-21T11:00:00Z", "quarantined", 1),
        came("2026-11-21T10:00:00Z", "stored", 99),
      ],
      24,
      "UTC",
      NOW,
    )

    expect(found).toHaveLength(24)
    expect(found.at(-1)?.counts.stored).toBe(5)
    expect(found[0]?.counts.quarantined).toBe(1)
    expect(totals(found)).toEqual({ stored: 5, warned: 0, duplicate: 0, quarantined: 1 })
  })

  it("counts longer spans by days of the project's zone", () => {
    const found = bars([came("2026-11-21T23:00:00Z", "warned", 4)], 168, "Asia/Shanghai", NOW)

    expect(found).toHaveLength(8)
    expect(found.at(-1)?.counts.warned).toBe(4)
  })

  it("draws only what there is", () => {
    const found = bars([came("2026-11-22T10:00:00Z", "stored", 3)], 24, "UTC", NOW)
    const drawn = option(found, palettes.light, (verdict) => verdict)

    expect((drawn.series as { name: string }[]).map((one) => one.name)).toEqual(["stored"])
  })
})
