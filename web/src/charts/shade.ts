/** Which ground and ink does a shaded cell get, so that its text stays readable? */
import { type Mode, palettes, series } from "@/ui/tokens"

export interface Shade {
  background: string
  color: string
}

/** Of the chart's blue at most, so that dark text reads on all of it in the light theme. */
const DEEPEST = 0.8
/** AA for text of any size. */
const READABLE = 4.5

/** Return the ground of a cell of `level` (0–1), and the text colour that contrasts most with it. */
export function shadeOf(level: number, mode: Mode): Shade {
  const colours = palettes[mode]
  const part = Math.min(Math.max(level, 0), 1) * DEEPEST
  const background = mixed(series[mode][0] ?? colours.ink, colours.card, part)
  const own = mode === "dark" ? [colours.text, colours.page] : [colours.text, colours.card]
  const good = own.find((ink) => contrast(ink, background) >= READABLE)
  // Between the two, pure black or white still reads: one of them always does.
  const pure = contrast("#000000", background) >= READABLE ? "#000000" : "#FFFFFF"
  return { background, color: good ?? pure }
}

/** The ratio of two colours' luminances, 1–21, as WCAG counts it. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** `part` (0–1) of `one`, the rest of `other`. */
export function mixed(one: string, other: string, part: number): string {
  const [a, b] = [channels(one), channels(other)]
  const parts = a.map((value, i) => Math.round(value * part + (b[i] ?? 0) * (1 - part)))
  return `#${parts.map((value) => value.toString(16).padStart(2, "0")).join("")}`
}

function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
