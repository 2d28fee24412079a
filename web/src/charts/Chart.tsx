import { Skeleton } from "antd"
import type { ECharts, EChartsOption } from "echarts"
import { useEffect, useRef, useState } from "react"
import { chartTheme } from "@/charts/theme"
import { useMode, useStill } from "@/lib/appearance"

/**
 * A drawn ECharts option, with a text summary for who cannot see it. ECharts is loaded with the first chart.
 *
 * Labels and tooltips are drawn on the canvas (`renderMode: "richText"`): the page's policy allows
 * no injected markup.
 */
export function Chart({
  option,
  summary,
  height = 320,
  onPick,
  onDay,
  onReady,
}: {
  option: EChartsOption
  summary: string
  height?: number
  /** Called with what was clicked: series and data indices, and the datum's name. */
  onPick?: (picked: Picked) => void
  /** Called with the place of what was clicked below a chart over time: the name of a day. */
  onDay?: ((place: number) => void) | undefined
  onReady?: (chart: ECharts) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts | null>(null)
  const pick = useRef(onPick)
  pick.current = onPick
  const day = useRef(onDay)
  day.current = onDay
  const ready = useRef(onReady)
  ready.current = onReady
  const [drawn, setDrawn] = useState(false)
  const mode = useMode()
  const still = useStill()
  const latest = useRef(option)
  latest.current = option

  useEffect(() => {
    let gone = false
    let watch: ResizeObserver | undefined
    void import("./echarts").then(({ echarts }) => {
      if (gone || !place.current) return
      const made = echarts.init(place.current, chartTheme(mode), { renderer: "canvas" })
      chart.current = made
      made.setOption({ animation: !still, ...latest.current })
      made.on("click", (event) => {
        const picked = event as unknown as Picked
        if (event.componentType === "xAxis") day.current?.(picked.dataIndex)
        else pick.current?.(picked)
      })
      watch = new ResizeObserver(() => made.resize())
      watch.observe(place.current)
      setDrawn(true)
      ready.current?.(made)
    })
    return () => {
      gone = true
      watch?.disconnect()
      chart.current?.dispose()
      chart.current = null
    }
  }, [mode, still])

  useEffect(() => {
    if (!chart.current) return
    chart.current.setOption({ animation: !still, ...option }, { notMerge: true })
    requestAnimationFrame(() => performance.mark("bellrock:drawn"))
  }, [option, still])

  return (
    <figure className="br-chart" style={{ height }} aria-label={summary} role="img">
      {!drawn && <Skeleton.Node active className="br-chart-waiting" />}
      <div ref={place} className="br-chart-place" />
    </figure>
  )
}

export interface Picked {
  seriesIndex?: number
  seriesName?: string
  dataIndex: number
  name: string
  dataType?: "node" | "edge"
  data?: unknown
}
