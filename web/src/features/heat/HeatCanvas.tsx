import { useEffect, useMemo, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { useMode } from "@/lib/appearance"
import { exact, share } from "@/lib/format"
import { palettes } from "@/ui/tokens"
import { draw } from "./draw"
import { extentOf, type Heat, type HeatSpot, type Layer, spotAt } from "./page"

/** The page drawn to the width there is; a click opens the people of the nearest clicked place. */
export function HeatCanvas({
  answer,
  layer,
  picture,
  onSpot,
}: {
  answer: Heat
  layer: Layer
  picture: ImageBitmap | null
  onSpot: (spot: HeatSpot) => void
}) {
  const { t, i18n } = useTranslation("heat")
  const mode = useMode()
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [told, tell] = useState("")
  const extent = useMemo(() => extentOf(answer), [answer])

  useEffect(() => {
    if (!frame.current) return
    const watch = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry?.contentRect.width ?? 0)),
    )
    watch.observe(frame.current)
    return () => watch.disconnect()
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: words change with the language
  useEffect(() => {
    if (!canvas.current || width === 0) return
    const colours = palettes[mode]
    draw(canvas.current, width, { answer, extent, layer, picture, colours, fold: t("fold") })
  }, [answer, extent, layer, picture, mode, width, i18n.language])

  const spotUnder = ({ nativeEvent: at }: React.MouseEvent) => {
    const box = canvas.current
    if (!box || layer === "reach") return undefined
    return spotAt(answer, extent, at.offsetX / box.clientWidth, at.offsetY / box.clientHeight)
  }
  const say = (event: React.MouseEvent) => {
    if (layer === "reach") {
      const band = Math.floor(
        (event.nativeEvent.offsetY / (canvas.current?.clientHeight ?? 1)) * extent.bands,
      )
      const one = answer.map.reach[band]
      tell(one ? t("reached", { share: share(one.share), px: exact(band * answer.band) }) : "")
      return
    }
    const spot = spotUnder(event)
    const said = { clicks: exact(spot?.clicks), people: exact(spot?.people) }
    tell(spot ? t("spot", { count: spot.clicks, ...said }) : "")
  }
  const { map } = answer
  return (
    <>
      <div ref={frame} className="br-heat-frame">
        <canvas
          ref={canvas}
          className="br-heat-map"
          role="img"
          aria-label={t("mapSummary", {
            clicks: exact(map.placed),
            places: exact(map.spots.length),
          })}
          onMouseMove={say}
          onMouseLeave={() => tell("")}
          onClick={(event) => {
            const spot = spotUnder(event)
            if (spot && spot.people > 0) onSpot(spot)
          }}
        />
      </div>
      <p className="br-heat-told br-quiet">{told || t("mapHint")}</p>
    </>
  )
}
