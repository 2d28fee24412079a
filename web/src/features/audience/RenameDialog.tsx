import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Form, Input, Modal } from "antd"
import { useTranslation } from "react-i18next"
import { freshAudiences, type Named } from "@/lib/audiences"
import { GrowingArea } from "@/ui/GrowingArea"
import { Problem } from "@/ui/Problem"
import { type Audience, changeAudience } from "./api"

/** What an audience is called, and what is to be known of it. */
export function RenameDialog({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const { t } = useTranslation("audience")
  const [form] = Form.useForm<Named>()
  const queries = useQueryClient()
  const changing = useMutation({
    mutationFn: ({ name, note }: Named) =>
      changeAudience(audience.key, { name: name.trim(), note: (note ?? "").trim() }),
    onSuccess: () => {
      void freshAudiences(queries)
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t("rename")}
      okText={t("saveChanges")}
      confirmLoading={changing.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: audience.name, note: audience.note }}
        onFinish={(named) => changing.mutate(named)}
      >
        {changing.isError && <Problem error={changing.error} />}
        <Form.Item
          name="name"
          label={t("name")}
          extra={t("keyStays", { key: audience.key })}
          rules={[{ required: true, whitespace: true, message: t("nameNeeded") }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
        <Form.Item name="note" label={t("note")}>
          <GrowingArea maxLength={2000} minRows={2} maxRows={6} placeholder={t("noteHint")} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
