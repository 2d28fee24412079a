import { Button } from "antd"
import { useRef } from "react"
import { useTranslation } from "react-i18next"
import { useMay } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { TYPES, useChangePicture } from "./picture"

/** Puts a picture of the page under the map, or takes it away again. */
export function PictureTools({
  page,
  device,
  there,
}: {
  page: string
  device: string
  there: boolean
}) {
  const { t } = useTranslation("heat")
  const may = useMay()
  const file = useRef<HTMLInputElement>(null)
  const change = useChangePicture(page, device)
  if (!may.change) return null
  return (
    <div className="br-heat-tools">
      <input
        ref={file}
        type="file"
        hidden
        accept={TYPES}
        aria-label={t("pictureFile")}
        onChange={({ target }) => {
          const [chosen] = target.files ?? []
          if (chosen) change.mutate(chosen)
          target.value = ""
        }}
      />
      <Button size="small" loading={change.isPending} onClick={() => file.current?.click()}>
        {t(there ? "changePicture" : "addPicture")}
      </Button>
      {there && (
        <Button size="small" type="text" onClick={() => change.mutate(null)}>
          {t("removePicture")}
        </Button>
      )}
      <small className="br-quiet">{t("pictureHint")}</small>
      {change.isError && <Problem error={change.error} />}
    </div>
  )
}
