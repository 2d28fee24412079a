import { useQueryClient } from "@tanstack/react-query"
import { Form, Input } from "antd"
import { useTranslation } from "react-i18next"
import { freshAudiences, type Named } from "@/lib/audiences"
import { FormDialog } from "@/ui/FormDialog"
import { GrowingArea } from "@/ui/GrowingArea"
import { type Audience, changeAudience } from "./api"

/** What an audience is called, and what is to be known of it. */
export function RenameDialog({ audience, onClose }: { audience: Audience; onClose: () => void }) {
  const { t } = useTranslation("audience")
  const queries = useQueryClient()
  return (
    <FormDialog<Named>
      title={t("rename")}
      ok={t("saveChanges")}
      initial={{ name: audience.name, note: audience.note }}
      onSave={async ({ name, note }) => {
        await changeAudience(audience.key, { name: name.trim(), note: (note ?? "").trim() })
        void freshAudiences(queries)
      }}
      onClose={onClose}
    >
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
    </FormDialog>
  )
}
