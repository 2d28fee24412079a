import { UploadOutlined } from "@ant-design/icons"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Alert, Button, Form, Input, Modal, Upload } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { freshAudiences } from "@/lib/audiences"
import { exact } from "@/lib/format"
import { Problem } from "@/ui/Problem"
import { type Audience, type Uploaded, uploadAudience } from "./api"

/** A file of ids becomes an audience, or takes the place of one's people; then what was not found. */
export function UploadDialog({ into, onClose }: { into: Audience | null; onClose: () => void }) {
  const { t } = useTranslation("audience")
  const [file, setFile] = useState<File | null>(null)
  const [name, setName] = useState("")
  const queries = useQueryClient()
  const sending = useMutation({
    mutationFn: (chosen: File) =>
      uploadAudience(chosen, { name: name.trim(), note: "", into: into?.key ?? null }),
    onSuccess: () => void freshAudiences(queries),
  })
  const ready = file !== null && (into !== null || name.trim() !== "")
  return (
    <Modal
      open
      title={into ? t("replace") : t("upload")}
      okText={sending.data ? t("done") : t("upload")}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={sending.isPending}
      cancelButtonProps={sending.data ? { hidden: true } : {}}
      onOk={() => (sending.data || file === null ? onClose() : sending.mutate(file))}
      onCancel={onClose}
    >
      {sending.data ? (
        <Report uploaded={sending.data} />
      ) : (
        <Form layout="vertical" requiredMark={false}>
          <p className="br-quiet">{t("uploadHint")}</p>
          {sending.isError && <Problem error={sending.error} />}
          <Form.Item>
            <Upload
              accept=".csv,.txt,text/csv,text/plain"
              maxCount={1}
              showUploadList={false}
              beforeUpload={(chosen) => {
                setFile(chosen)
                if (name === "") setName(chosen.name.replace(/\.[^.]*$/, "").slice(0, 200))
                return false
              }}
            >
              <Button icon={<UploadOutlined />}>{file?.name ?? t("chooseFile")}</Button>
            </Upload>
          </Form.Item>
          {into === null && (
            <Form.Item label={t("name")} htmlFor="audience-name">
              <Input
                id="audience-name"
                value={name}
                maxLength={200}
                onChange={(event) => setName(event.target.value)}
              />
            </Form.Item>
          )}
        </Form>
      )}
    </Modal>
  )
}

function Report({ uploaded }: { uploaded: Uploaded }) {
  const { t } = useTranslation("audience")
  const { given, found, repeated, missing, examples, audience } = uploaded
  return (
    <div role="status">
      <p>
        {t("uploaded", {
          name: audience.name,
          people: exact(audience.people),
          given: exact(given),
        })}
      </p>
      {repeated > 0 && (
        <p className="br-quiet">{t("repeated", { count: repeated, said: exact(repeated) })}</p>
      )}
      {missing > 0 ? (
        <>
          <Alert
            type="warning"
            showIcon
            title={t("missing", { count: missing, said: exact(missing) })}
          />
          <ul className="br-audience-missing" aria-label={t("missingIds")}>
            {examples.map(({ line, id }) => (
              <li key={line}>
                <code>{id}</code>{" "}
                <small className="br-quiet">{t("line", { line: exact(line) })}</small>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t("allFound", { found: exact(found) })}</p>
      )}
    </div>
  )
}
