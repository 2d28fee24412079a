/** Which ground and ink does a shaded cell get, so that its text stays readable? */
import { type Mode, palettes, series } from "@/ui/tokens"

export interface Shade {
  background: string
  color: string
}

/** Of the chart's blue at most, so that one text colour reads on all shades of a theme. */
const DEEPEST: Record<Mode, number> = { light: 0.78, dark: 0.52 }

/** Return the ground of a cell of `level` (0–1), and its text colour. */
export function shadeOf(level: number, mode: Mode): Shade {
  const colours = palettes[mode]
  const part = Math.min(Math.max(level, 0), 1) * DEEPEST[mode]
  const background = mixed(series[mode][0] ?? colours.ink, colours.card, part)
  return { background, color: colours.text }
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
