/** A small line without axes: how a figure went, and how it went before, in plain SVG. */
import { useId } from "react"

type Values = readonly (number | null)[]
const WIDTH = 100
const HEIGHT = 30

/** `open`: the last point is not complete yet: the way to it is dashed, and none while it is empty. */
export function Sparkline({
  points: given,
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
  const slots = Math.max(given.length, before.length, 2)
  const points = open ? withoutEmptyEnd(given) : given
  const top = Math.max(1e-9, ...[...points, ...before].map((value) => value ?? 0))
  const dashes = open && points.length === given.length && points.length > 1
  const closed = dashes ? points.slice(0, -1) : points
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
      {dashes && (
        <path
          className="br-spark-line br-spark-open"
          d={lineOf(points, slots, top, points.length - 2)}
        />
      )}
    </svg>
  )
}

/** The values without a last one of nothing: while its time is not over, it is no fall to zero. */
export function withoutEmptyEnd(values: Values): Values {
  return values.length > 1 && !values.at(-1) ? values.slice(0, -1) : values
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
