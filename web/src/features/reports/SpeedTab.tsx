import { Segmented } from "antd"
import { useTranslation } from "react-i18next"
import { type AnyKind, type KindName, oneOf } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { KindPart } from "./KindPart"
import type { Opened } from "./ReportCard"

const BY = ["path", "device", "country", "browser"] as const

/** How quick pages are, taken apart by page, device, country or browser. */
export function SpeedTab({
  where,
  load,
  onPeople,
}: {
  where: string
  load: (name: KindName) => Promise<AnyKind>
  onPeople: (opened: Opened) => void
}) {
  const { t } = useTranslation("reports")
  const [found, choose] = useAddress("per", "path")
  const by = oneOf(found, BY, "path")
  return (
    <div className="br-report-cards">
      <Segmented
        className="br-report-per"
        aria-label={t("per")}
        value={by}
        onChange={choose}
        options={BY.map((value) => ({ value, label: t(`speed.${value}`) }))}
      />
      <KindPart
        kind="vitals"
        load={load}
        title={t("vitals")}
        said={{ by: [`column.${by}`], ...(where && { where }) }}
        onPeople={onPeople}
      />
    </div>
  )
}
