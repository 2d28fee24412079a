import { useTranslation } from "react-i18next"
import { type Behind, oneOf, type Words } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { Choose } from "@/ui/ask/Choose"
import { Part } from "@/ui/Part"
import { HeatCanvas } from "./HeatCanvas"
import { HeatLegend } from "./HeatLegend"
import { OnPage } from "./OnPage"
import { PictureTools } from "./PictureTools"
import { type Heat, LAYERS, layersOf } from "./page"
import { usePicture } from "./picture"
import { behindSpot } from "./say"

/** The page with its clicks, over a sketch of what was clicked or over a picture of it. */
export function MapPart({
  answer,
  onPeople,
}: {
  answer: Heat
  onPeople: (behind: Behind) => void
}) {
  const { t } = useTranslation("heat")
  const say = t as unknown as Words
  const [chosen, choose] = useAddress("layer", "clicks")
  const layers = layersOf(answer)
  const layer = oneOf(oneOf(chosen, LAYERS, "clicks"), layers, "clicks")
  const picture = usePicture(answer.page ?? "", answer.device)
  return (
    <Part
      title={t("mapTitle")}
      note={t(picture.data ? "overPicture" : "overSketch")}
      extra={
        <Choose
          name={t("layerLabel")}
          value={layer}
          onChange={choose}
          options={layers.map((value) => ({ value, label: t(`layer.${value}`) }))}
        />
      }
    >
      <HeatCanvas
        answer={answer}
        layer={layer}
        picture={picture.data ?? null}
        onSpot={(spot) => onPeople(behindSpot(spot, say))}
      />
      <HeatLegend layer={layer} answer={answer} />
      <div className="br-heat-tools">
        <OnPage answer={answer} />
      </div>
      <PictureTools page={answer.page ?? ""} device={answer.device} there={Boolean(picture.data)} />
    </Part>
  )
}
