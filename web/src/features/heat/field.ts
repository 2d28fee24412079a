/** Which colour has each place of the map? Pure: numbers in, pixels out. */

export interface Spot {
  column: number
  band: number
}

type Colour = readonly [red: number, green: number, blue: number]
const COLD: Colour = [47, 111, 159]
const WARM: Colour = [242, 169, 59]
const HOT: Colour = [200, 69, 47]

/** The cells of a map, and how far a click's warmth reaches, in cells (one standard deviation). */
export interface Cells {
  columns: number
  bands: number
  across: number
  down: number
}

/** Return the cells of a page: warmth reaches as far down as it does across, in pixels. */
export function cellsOf(columns: number, bands: number, size: { width: number; height: number }) {
  const reach = Math.max(8, size.width * 0.014)
  return {
    columns,
    bands,
    across: (reach * columns) / size.width,
    down: (reach * bands) / size.height,
  }
}

/** Return warmth by cell, row by row: the values of spots, spread over the cells around them. */
export function field<One extends Spot>(
  spots: readonly One[],
  { columns, bands, across, down }: Cells,
  value: (spot: One) => number,
): Float32Array {
  const found = new Float32Array(columns * bands)
  const [wide, high] = [weights(across), weights(down)]
  for (const spot of spots) {
    const told = value(spot)
    if (told === 0) continue
    high.forEach((ofBand, i) => {
      const row = spot.band + i - (high.length - 1) / 2
      wide.forEach((ofColumn, j) => {
        const column = spot.column + j - (wide.length - 1) / 2
        if (row < 0 || row >= bands || column < 0 || column >= columns) return
        const at = row * columns + column
        found[at] = (found[at] ?? 0) + told * ofBand * ofColumn
      })
    })
  }
  return found
}

/** Return the weights of the cells around one, a bell of so many cells; they add up to 1. */
function weights(deviation: number): number[] {
  const far = Math.ceil(2 * deviation)
  const bell = Array.from({ length: 2 * far + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - far) / Math.max(deviation, 0.01)) ** 2),
  )
  const sum = bell.reduce((all, one) => all + one, 0)
  return bell.map((one) => one / sum)
}

/** Return the pixels (red, green, blue, opacity) of a field: cold where little is, hot at its most;
 * what is below zero is drawn cold, and above it hot, where `signed`. */
export function pixels(values: Float32Array, signed = false): Uint8ClampedArray<ArrayBuffer> {
  const most = values.reduce((best, value) => Math.max(best, Math.abs(value)), 0)
  const found = new Uint8ClampedArray(new ArrayBuffer(values.length * 4))
  values.forEach((value, at) => {
    const part = most > 0 ? Math.abs(value) / most : 0
    if (part < 0.004) return
    const colour = signed ? (value < 0 ? COLD : HOT) : warmth(part)
    found.set([...colour, 255 * Math.min(0.82, 0.25 + 0.75 * Math.sqrt(part))], at * 4)
  })
  return found
}

/** Return the colour of a part (0–1) of the most. */
export function warmth(part: number): Colour {
  const share = Math.sqrt(part)
  return share < 0.5 ? mixed(COLD, WARM, share * 2) : mixed(WARM, HOT, share * 2 - 1)
}

function mixed(from: Colour, to: Colour, part: number): Colour {
  const [red, green, blue] = from.map((one, i) => Math.round(one + ((to[i] ?? 0) - one) * part))
  return [red ?? 0, green ?? 0, blue ?? 0]
}
