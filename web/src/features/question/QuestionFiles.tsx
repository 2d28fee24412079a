import { DownloadOutlined, UploadOutlined } from "@ant-design/icons"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { App, Button, Form, Input, Modal } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { importQuestions } from "@/features/question/api"
import { inProject, Refusal } from "@/lib/api"
import { exact } from "@/lib/format"
import { useMay, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** Saved questions as a file: taken along, and put in. */
export function QuestionFiles({ some }: { some: boolean }) {
  const { t } = useTranslation("question")
  const may = useMay()
  const [open, setOpen] = useState(false)
  return (
    <>
      {some && (
        <Button
          icon={<DownloadOutlined />}
          onClick={() => window.location.assign(inProject("/api/v1/questions/yaml"))}
        >
          {t("toYaml")}
        </Button>
      )}
      {may.change && (
        <Button icon={<UploadOutlined />} onClick={() => setOpen(true)}>
          {t("fromYaml")}
        </Button>
      )}
      {open && <FromFile onClose={() => setOpen(false)} />}
    </>
  )
}

function FromFile({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("question")
  const { name } = useProject()
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [yaml, setYaml] = useState("")
  const taking = useMutation({
    mutationFn: () => importQuestions(yaml),
    onSuccess: ({ made = [], changed = [], same = [] }) => {
      void queries.invalidateQueries({ queryKey: ["questions", name] })
      const counts = [made, changed, same].map(({ length }) => exact(length))
      void message.success(t("taken", { made: counts[0], changed: counts[1], same: counts[2] }))
      onClose()
    },
  })
  const line = taking.error instanceof Refusal ? taking.error.facts.line : undefined
  return (
    <Modal
      open
      title={t("fromYaml")}
      okText={t("takeIn")}
      okButtonProps={{ loading: taking.isPending, disabled: yaml.trim() === "" }}
      onOk={() => taking.mutate()}
      onCancel={onClose}
    >
      <p className="br-quiet">{t("yamlLead")}</p>
      <input
        type="file"
        accept=".yaml,.yml,text/yaml"
        aria-label={t("chooseFile")}
        onChange={(event) => void event.target.files?.[0]?.text().then(setYaml)}
      />
      {taking.isError && (
        <>
          {typeof line === "number" && <p>{t("atLine", { line })}</p>}
          <Problem error={taking.error} />
        </>
      )}
      <Form layout="vertical">
        <Form.Item label="YAML" htmlFor="questions-yaml">
          <Input.TextArea
            id="questions-yaml"
            rows={12}
            value={yaml}
            onChange={(event) => setYaml(event.target.value)}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
