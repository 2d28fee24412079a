import { InboxOutlined } from "@ant-design/icons"
import { Button, Progress } from "antd"
import { type DragEvent, useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { type Sending, send } from "@/features/imports/api"
import { apart } from "@/features/imports/progress"
import { bytes, sentences, share } from "@/lib/format"
import { Problem } from "@/ui/Problem"

const KINDS = ".csv,.tsv,.txt,.jsonl,.ndjson,.json,.parquet,.gz"

/** Takes a file, dropped or chosen, and sends it; refusals stand below it. */
export function Chooser({
  most,
  onUploaded,
}: {
  /** How many bytes a file may have. */
  most: number | null
  onUploaded: (id: string) => void
}) {
  const { t } = useTranslation("imports")
  const [file, setFile] = useState<File | null>(null)
  const [gone, setGone] = useState(0)
  const [error, setError] = useState<unknown>(null)
  const [over, setOver] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const sending = useRef<Sending | null>(null)
  useEffect(() => () => sending.current?.cancel(), [])
  const tooLarge = file !== null && most !== null && file.size > most
  const begin = (chosen: File | undefined) => {
    if (!chosen) return
    setFile(chosen)
    setGone(0)
    setError(null)
    if (most !== null && chosen.size > most) return
    sending.current = send(chosen, setGone)
    sending.current.done.then(
      (upload) => onUploaded(upload.id),
      (refused) => {
        sending.current = null
        setError(refused)
      },
    )
  }
  const cancel = () => {
    sending.current?.cancel()
    sending.current = null
    setFile(null)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!busy) begin(event.dataTransfer.files[0])
  }
  const busy = file !== null && error === null && !tooLarge
  return (
    <section
      className={`br-drop${over ? " br-drop-over" : ""}`}
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
        accept={KINDS}
        aria-label={t("choose")}
        onChange={(event) => {
          begin(event.target.files?.[0])
          event.target.value = ""
        }}
      />
      {busy ? (
        <div className="br-sending" role="status">
          <strong>{file.name}</strong>
          <Progress percent={Math.round((gone / Math.max(file.size, 1)) * 100)} showInfo={false} />
          <span className="br-quiet">
            {gone < file.size
              ? t("sending", {
                  gone: bytes(gone),
                  size: bytes(file.size),
                  share: share(gone / Math.max(file.size, 1)),
                })
              : t("looking")}
          </span>
          <Button onClick={cancel}>{t("cancel")}</Button>
        </div>
      ) : (
        <>
          <InboxOutlined className="br-drop-icon" aria-hidden="true" />
          <strong className="br-drop-here">{t("drop")}</strong>
          <span className="br-quiet">
            {sentences(t("kinds"), most === null ? "" : t("most", { size: bytes(most) }))}
          </span>
          <Button type="primary" onClick={() => field.current?.click()}>
            {t("choose")}
          </Button>
        </>
      )}
      {tooLarge && most !== null && (
        <p className="br-drop-problem" role="alert">
          {t("tooLarge", { name: file.name, ...apart(file.size, most) })}
        </p>
      )}
      {error !== null && (
        <div className="br-drop-problem">
          <Problem error={error} />
        </div>
      )}
    </section>
  )
}
