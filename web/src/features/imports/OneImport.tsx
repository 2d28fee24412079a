import { ArrowLeftOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { isBusy, type Upload, usePreview, useUpload } from "@/features/imports/api"
import { Mapper } from "@/features/imports/Mapper"
import { Running } from "@/features/imports/Running"
import { StateWord } from "@/features/imports/StateWord"
import { Summary } from "@/features/imports/Summary"
import { Refusal } from "@/lib/api"
import { bytes } from "@/lib/format"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"

/** One uploaded file: its columns to be mapped, its import under way, or the report. */
export function OneImport({ id, onLeave }: { id: string; onLeave: () => void }) {
  const { t } = useTranslation("imports")
  const upload = useUpload(id)
  if (upload.isPending) return <Waiting />
  if (upload.error instanceof Refusal && upload.error.status === 404) {
    return <Gone onLeave={onLeave} />
  }
  if (upload.isError) {
    return (
      <>
        <Problem error={upload.error} onRetry={() => void upload.refetch()} />
        <div>
          <Button onClick={onLeave}>{t("other")}</Button>
        </div>
      </>
    )
  }
  return (
    <>
      <header className="br-import-head">
        <Button icon={<ArrowLeftOutlined />} onClick={onLeave}>
          {t("other")}
        </Button>
        <strong>{upload.data.name}</strong>
        <span className="br-quiet">{bytes(upload.data.bytes)}</span>
        <StateWord state={upload.data.state} />
      </header>
      <Steps upload={upload.data} onLeave={onLeave} />
    </>
  )
}

function Steps({ upload, onLeave }: { upload: Upload; onLeave: () => void }) {
  const { t } = useTranslation("imports")
  const [again, setAgain] = useState(false)
  const ended = ["finished", "cancelled", "failed"].includes(upload.state)
  const maps = upload.kept && !isBusy(upload) && (!ended || again)
  const preview = usePreview(upload.id, maps)
  if (isBusy(upload)) return <Running upload={upload} />
  return (
    <>
      {ended && <Summary upload={upload} />}
      {ended && upload.kept && !again && (
        <div>
          <Button onClick={() => setAgain(true)}>{t("again")}</Button>
        </div>
      )}
      {!upload.kept && !ended && <Gone onLeave={onLeave} />}
      {maps && preview.isPending && <Waiting />}
      {maps && preview.isError && (
        <Problem error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {maps && preview.data && (
        <Mapper upload={upload} look={preview.data} onRun={() => setAgain(false)} />
      )}
    </>
  )
}

function Gone({ onLeave }: { onLeave: () => void }) {
  const { t } = useTranslation("imports")
  const leave = <Button onClick={onLeave}>{t("other")}</Button>
  return <Empty title={t("gone")} hint={t("goneHint")} action={leave} />
}
