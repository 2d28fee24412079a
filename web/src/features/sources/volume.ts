/** How much came in over time, and what became of it? The intake's hours as the bars of a chart. */
import type { EChartsOption } from "echarts"
import type { Intake } from "@/features/sources/api"
import { bucket, number } from "@/lib/format"
import type { Palette } from "@/ui/tokens"

export const VERDICTS = ["stored", "warned", "duplicate", "quarantined"] as const
export type Verdict = (typeof VERDICTS)[number]
export const SPANS = [24, 168, 720] as const

export interface Bar {
  /** When the bar begins. */
  start: Date
  label: string
  counts: Record<Verdict, number>
}

const HOUR_MS = 3_600_000

function none(): Record<Verdict, number> {
  return { stored: 0, warned: 0, duplicate: 0, quarantined: 0 }
}

/** Return a bar for each hour of a day, else for each day in `zone`, empty ones too; oldest first. */
export function bars(intake: readonly Intake[], hours: number, zone: string, now: Date): Bar[] {
  const grain = hours <= 48 ? "hour" : "day"
  const found = new Map<string, Bar>()
  const last = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS
  for (let back = hours - 1; back >= 0; back -= 1) {
    const start = new Date(last - back * HOUR_MS)
    const label = bucket(start, grain, zone)
    if (!found.has(label)) found.set(label, { start, label, counts: none() })
  }
  for (const one of intake) {
    const bar = found.get(bucket(one.hour, grain, zone))
    if (bar && isVerdict(one.verdict)) bar.counts[one.verdict] += one.events
  }
  return [...found.values()]
}

export function totals(found: readonly Bar[]): Record<Verdict, number> {
  const sums = none()
  for (const bar of found) for (const name of VERDICTS) sums[name] += bar.counts[name]
  return sums
}

function isVerdict(text: string): text is Verdict {
  return (VERDICTS as readonly string[]).includes(text)
}

export function colours(palette: Palette): Record<Verdict, string> {
  return {
    stored: palette.ink,
    warned: palette.beam,
    duplicate: palette.quiet,
    quarantined: palette.bad,
  }
}

export function option(
  found: readonly Bar[],
  palette: Palette,
  say: (verdict: Verdict) => string,
): EChartsOption {
  const shown = VERDICTS.filter((name) => found.some((bar) => bar.counts[name] > 0))
  const colour = colours(palette)
  return {
    grid: {
      ...{ left: 4, right: 4, top: 12, bottom: 4 },
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
    tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
    xAxis: {
      type: "category",
      data: found.map((bar) => bar.label),
      axisLabel: {
        ...{ hideOverlap: true, showMinLabel: true, showMaxLabel: true },
        ...{ alignMinLabel: "left", alignMaxLabel: "right" },
      },
    },
    yAxis: {
      type: "value",
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { formatter: (value: number) => number(value) },
    },
    series: shown.map((name) => ({
      type: "bar",
      stack: "all",
      name: say(name),
      color: colour[name],
      barCategoryGap: "28%",
      data: found.map((bar) => bar.counts[name]),
    })),
  }
}
