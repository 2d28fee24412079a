import { Form, Input } from "antd"
import { useTranslation } from "react-i18next"
import type { Named } from "@/features/question/api"
import { FormDialog } from "@/ui/FormDialog"
import { GrowingArea } from "@/ui/GrowingArea"

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
  return (
    <FormDialog<Named>
      title={fresh ? t("save") : t("rename")}
      ok={fresh ? t("save") : t("saveChanges")}
      initial={{ name, description }}
      onSave={(named) =>
        onSave({ name: named.name.trim(), description: (named.description ?? "").trim() })
      }
      onClose={onClose}
    >
      <Form.Item
        name="name"
        label={t("name")}
        rules={[{ required: true, whitespace: true, message: t("nameNeeded") }]}
      >
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <Form.Item name="description" label={t("description")}>
        <GrowingArea maxLength={2000} minRows={2} maxRows={6} placeholder={t("descriptionHint")} />
      </Form.Item>
    </FormDialog>
  )
}
