/** A small line without axes: how a figure went, and how it went before, in plain SVG. */
import { useId } from "react"

type Values = readonly (number | null)[]
const WIDTH = 100
const HEIGHT = 30

/** `open`: the last point is not complete yet, so the way to it is dashed. */
export function Sparkline({
  points,
  before = [],
  label,
  height = 40,
  open = false,
}: {
  points: Values
  before?: Values
  label: string
  height?: number
  open?: boolean
}) {
  const shade = useId()
  const slots = Math.max(points.length, before.length, 2)
  const top = Math.max(1e-9, ...[...points, ...before].map((value) => value ?? 0))
  const closed = open && points.length > 1 ? points.slice(0, -1) : points
  const last = open && points.length > 1 ? points.length - 2 : points.length
  return (
    <svg
      className="br-spark"
      viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
      preserveAspectRatio="none"
      height={height}
      role="img"
      aria-label={label}
    >
      <defs>
        <linearGradient id={shade} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--br-ink)" stopOpacity="0.16" />
          <stop offset="1" stopColor="var(--br-ink)" stopOpacity="0.02" />
        </linearGradient>
      </defs>
      <path d={areaOf(closed, slots, top)} fill={`url(#${shade})`} />
      <path className="br-spark-before" d={lineOf(before, slots, top)} />
      <path className="br-spark-line" d={lineOf(closed, slots, top)} />
      {last < points.length && (
        <path className="br-spark-line br-spark-open" d={lineOf(points, slots, top, last)} />
      )}
    </svg>
  )
}

/** The line through what is known, beginning with the value at `first`; gaps stay gaps. */
export function lineOf(values: Values, slots: number, top: number, first = 0): string {
  let pen = "M"
  const said: string[] = []
  values.forEach((value, i) => {
    if (i < first) return
    if (value === null) {
      pen = "M"
      return
    }
    said.push(`${pen}${at(i, slots)} ${heightOf(value, top)}`)
    pen = "L"
  })
  return said.join("")
}

function areaOf(values: Values, slots: number, top: number): string {
  const line = lineOf(values, slots, top)
  if (values.length < 2 || values.includes(null)) return ""
  return `${line}L${at(values.length - 1, slots)} ${HEIGHT}L0 ${HEIGHT}Z`
}

function at(i: number, slots: number): number {
  return round((i / (slots - 1)) * WIDTH)
}

function heightOf(value: number, top: number): number {
  return round(HEIGHT - (value / top) * HEIGHT)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
