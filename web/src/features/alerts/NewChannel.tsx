import { Form, Input, Modal, Select } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { addChannel, useFresh } from "@/features/alerts/api"
import { Problem } from "@/ui/Problem"

interface Fields {
  name: string
  kind: "email" | "chat"
  target: string
}

/** Add somebody to be told: an e-mail address, or a chat by its own address. */
export function NewChannel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("alerts")
  const fresh = useFresh()
  const [form] = Form.useForm<Fields>()
  const kind = Form.useWatch("kind", form) ?? "email"
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const save = async (fields: Fields) => {
    setBusy(true)
    setError(null)
    try {
      await addChannel(fields)
      await fresh()
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  const needed = [{ required: true, message: t("needed") }]
  return (
    <Modal
      open
      title={t("newChannel")}
      okText={t("addChannel")}
      confirmLoading={busy}
      okButtonProps={{ htmlType: "submit", form: "br-new-channel" }}
      onCancel={onClose}
    >
      <Form
        id="br-new-channel"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: "email" }}
        onFinish={(fields) => void save(fields)}
      >
        {error !== null && <Problem error={error} />}
        <Form.Item name="name" label={t("channelName")} rules={needed}>
          <Input autoFocus maxLength={200} placeholder={t("channelNameExample")} />
        </Form.Item>
        <Form.Item name="kind" label={t("channelKind")}>
          <Select
            options={[
              { value: "email", label: t("channel.email") },
              { value: "chat", label: t("channel.chat") },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="target"
          label={t(`target.${kind}`)}
          extra={t(`targetHint.${kind}`)}
          rules={needed}
        >
          <Input
            maxLength={2000}
            autoComplete="off"
            placeholder={kind === "email" ? "team@example.org" : "slack://TokenA/TokenB/TokenC"}
          />
        </Form.Item>
      </Form>
    </Modal>
  )
}
