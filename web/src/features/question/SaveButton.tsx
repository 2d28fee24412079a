import { DownOutlined } from "@ant-design/icons"
import { App, Button, Dropdown, Space } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { SaveDialog } from "@/features/question/SaveDialog"
import type { Question } from "@/features/question/useQuestion"
import { useSaving } from "@/features/question/useSaving"
import type { AnyKind } from "@/lib/ask"
import { useMay } from "@/lib/session"
import { useWords } from "@/ui/Problem"

/** Save the question; a saved one: keep its changes, save it as another, rename or delete it. */
export function SaveButton({
  kind,
  question,
  title,
}: {
  kind: AnyKind
  question: Question
  title: string
}) {
  const { t } = useTranslation("question")
  const { message } = App.useApp()
  const may = useMay()
  const [dialog, setDialog] = useState<"new" | "rename" | null>(null)
  const { saved } = question
  const saving = useSaving(kind, question)
  const failure = useWords(saving.error)
  if (!may.change) return null
  const named = saved !== null && title === saved.name
  const changed = saved !== null && (question.changed || !named)
  const keep = () =>
    saving.update.mutate(
      { name: title },
      {
        onSuccess: () => message.success(t("saved")),
        onError: () => message.error(failure.title || t("saveFailed")),
      },
    )
  const menu = {
    items: [
      { key: "new", label: t("saveAsNew") },
      { key: "rename", label: t("rename") },
      { type: "divider" as const },
      { key: "delete", label: t("delete"), danger: true },
    ],
    onClick: ({ key }: { key: string }) =>
      key === "delete" ? saving.remove() : setDialog(key === "new" ? "new" : "rename"),
  }
  return (
    <>
      {saved === null || saved.deleted ? (
        <Button type="primary" onClick={() => setDialog("new")}>
          {t("save")}
        </Button>
      ) : (
        <Space.Compact>
          <Button
            type={changed ? "primary" : "default"}
            disabled={!changed}
            loading={saving.update.isPending}
            onClick={keep}
          >
            {changed ? t("saveChanges") : t("isSaved")}
          </Button>
          <Dropdown trigger={["click"]} menu={menu} autoFocus placement="bottomRight">
            <Button
              type={changed ? "primary" : "default"}
              icon={<DownOutlined />}
              aria-label={t("more")}
            />
          </Dropdown>
        </Space.Compact>
      )}
      {dialog && (
        <SaveDialog
          fresh={dialog === "new"}
          name={dialog === "new" && named && saved ? t("copyOf", { name: title }) : title}
          description={saved?.description ?? ""}
          onSave={dialog === "new" ? saving.create : saving.describe}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}
