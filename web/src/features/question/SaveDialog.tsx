import { Form, Input, Modal } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Named } from "@/features/question/api"
import { GrowingArea } from "@/ui/GrowingArea"
import { Problem } from "@/ui/Problem"

/** What a saved question is called, and what it is for. */
export function SaveDialog({
  fresh,
  name,
  description,
  onSave,
  onClose,
}: {
  fresh: boolean
  name: string
  description: string
  onSave: (named: Named) => Promise<unknown>
  onClose: () => void
}) {
  const { t } = useTranslation("question")
  const [form] = Form.useForm<Named>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const save = async (named: Named) => {
    setBusy(true)
    setError(null)
    try {
      await onSave({ name: named.name.trim(), description: (named.description ?? "").trim() })
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={fresh ? t("save") : t("rename")}
      okText={fresh ? t("save") : t("saveChanges")}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name, description }}
        onFinish={(named) => void save(named)}
      >
        {error !== null && <Problem error={error} />}
        <Form.Item
          name="name"
          label={t("name")}
          rules={[{ required: true, whitespace: true, message: t("nameNeeded") }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="description" label={t("description")}>
          <GrowingArea
            maxLength={2000}
            minRows={2}
            maxRows={6}
            placeholder={t("descriptionHint")}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
