import { useTranslation } from "react-i18next"
import { exact, share } from "@/lib/format"
import type { Heat, Layer } from "./page"

/** What the colours mean, from little to much. */
export function HeatLegend({ layer, answer }: { layer: Layer; answer: Heat }) {
  const { t } = useTranslation("heat")
  const { map } = answer
  const most =
    layer === "reach" || layer === "difference"
      ? null
      : Math.max(0, ...map.spots.map((spot) => spot[layer]))
  const ends =
    most === null
      ? [t(`least.${layer}`), t(`most.${layer}`)]
      : ["0", t("most.spot", { count: most })]
  const counts = { clicks: map.clicks, rage: map.rage, dead: map.dead }
  const signed = layer === "difference"
  return (
    <div className="br-heat-legend">
      <span>{ends[0]}</span>
      <span
        className={signed ? "br-heat-scale br-heat-signed" : "br-heat-scale"}
        aria-hidden="true"
      />
      <span>{ends[1]}</span>
      <span className="br-quiet br-heat-counts">
        {t("counts", {
          clicks: exact(counts.clicks),
          rage: exact(counts.rage),
          dead: exact(counts.dead),
          share: share(map.clicks ? map.dead / map.clicks : null),
        })}
      </span>
    </div>
  )
}
