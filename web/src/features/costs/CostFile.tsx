import { UploadOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { type DragEvent, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { exact } from "@/lib/format"
import { Problem } from "@/ui/Problem"
import { useTake } from "./api"
import { CostTrial } from "./CostTrial"

/** Takes a file of costs, dropped or chosen, tries it, and imports it once that is wanted. */
export function CostFile({ currency }: { currency: string }) {
  const { t } = useTranslation("costs")
  const [file, setFile] = useState<File | null>(null)
  const [over, setOver] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const trial = useTake()
  const take = useTake()
  const choose = (chosen: File | undefined) => {
    if (!chosen) return
    setFile(chosen)
    take.reset()
    trial.mutate({ file: chosen, dryRun: true, skipFaults: false })
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    choose(event.dataTransfer.files[0])
  }
  const done = take.data
  return (
    <section
      className={`br-card br-costs-drop${over ? " br-costs-over" : ""}`}
      aria-label={t("choose")}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={field}
        type="file"
        hidden
        accept=".csv,.tsv,.txt"
        aria-label={t("choose")}
        onChange={(event) => {
          choose(event.target.files?.[0])
          event.target.value = ""
        }}
      />
      <div className="br-costs-choose">
        <Button
          type={trial.data ? "default" : "primary"}
          icon={<UploadOutlined />}
          loading={trial.isPending}
          onClick={() => field.current?.click()}
        >
          {t("choose")}
        </Button>
        <span className="br-quiet">{t("chooseHint", { currency })}</span>
      </div>
      {trial.isError && <Problem error={trial.error} />}
      {done && (
        <p role="status">
          {done.imported
            ? t("imported", { added: exact(done.added), replaced: exact(done.replaced) })
            : t("nothingNew")}
        </p>
      )}
      {take.isError && <Problem error={take.error} />}
      {file && trial.data && !done && (
        <CostTrial
          name={file.name}
          report={trial.data}
          busy={take.isPending}
          onImport={() =>
            take.mutate({ file, dryRun: false, skipFaults: (trial.data?.faulty ?? 0) > 0 })
          }
          onCancel={() => {
            setFile(null)
            trial.reset()
          }}
        />
      )}
    </section>
  )
}
