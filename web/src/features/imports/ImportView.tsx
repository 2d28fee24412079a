import { useTranslation } from "react-i18next"
import { useUploads } from "@/features/imports/api"
import { Chooser } from "@/features/imports/Chooser"
import { Earlier } from "@/features/imports/Earlier"
import { OneImport } from "@/features/imports/OneImport"
import { useAddress } from "@/lib/location"
import { useMay } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import "@/features/imports/imports.css"

/** History from files: choose one, say what its columns mean, try it, import it. */
export function ImportView() {
  const { t } = useTranslation("imports")
  const may = useMay()
  const [file, setFile] = useAddress("file", "")
  const uploads = useUploads(may.change)
  if (!may.change) {
    return (
      <Page title={t("title")}>
        <Empty title={t("mayNot")} hint={t("mayNotHint")} />
      </Page>
    )
  }
  return (
    <Page title={t("title")} lead={t("lead")}>
      {file ? (
        <OneImport key={file} id={file} onLeave={() => setFile("")} />
      ) : (
        <>
          <Chooser most={uploads.data?.most_bytes ?? null} onUploaded={setFile} />
          <Earlier uploads={uploads} onOpen={setFile} />
        </>
      )}
    </Page>
  )
}
