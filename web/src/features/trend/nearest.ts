/** Which number was meant by a click into the chart? The line that is nearest, at the nearest bucket. */
import type { ECharts } from "echarts"
import type { Line } from "@/features/trend/lines"

const REACH = 40

export function nearest(
  chart: Pick<ECharts, "convertFromPixel" | "convertToPixel" | "containPixel">,
  drawn: Line[],
  x: number,
  y: number,
): { line: Line; at: number | null } | null {
  if (!chart.containPixel("grid", [x, y])) return null
  const here = chart.convertFromPixel({ gridIndex: 0 }, [x, y]) as number[]
  const single = drawn.every(({ values }) => values.length < 2)
  if (single) {
    const line = drawn[Math.round(here[1] ?? 0)]
    return line ? { line, at: null } : null
  }
  const at = Math.round(here[0] ?? 0)
  const found = drawn
    .filter((line) => line.values[at])
    .map((line) => {
      const [, height = 0] = chart.convertToPixel({ gridIndex: 0 }, [
        at,
        line.values[at] ?? 0,
      ]) as number[]
      return { line, away: Math.abs(height - y) }
    })
    .sort((a, b) => a.away - b.away)[0]
  return found && found.away <= REACH ? { line: found.line, at } : null
}
