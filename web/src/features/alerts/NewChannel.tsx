import { Form, Input, Select } from "antd"
import { useTranslation } from "react-i18next"
import { addChannel, useFresh } from "@/features/alerts/api"
import { FormDialog } from "@/ui/FormDialog"

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
  const needed = [{ required: true, message: t("needed") }]
  return (
    <FormDialog<Fields>
      title={t("newChannel")}
      ok={t("addChannel")}
      initial={{ kind: "email" }}
      form={form}
      onSave={async (fields) => {
        await addChannel(fields)
        await fresh()
      }}
      onClose={onClose}
    >
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
    </FormDialog>
  )
}
