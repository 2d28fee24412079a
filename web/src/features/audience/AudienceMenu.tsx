import { MoreOutlined } from "@ant-design/icons"
import { useQueryClient } from "@tanstack/react-query"
import { App, Button, Dropdown, type MenuProps } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { freshAudiences } from "@/lib/audiences"
import { exact } from "@/lib/format"
import { useMay } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { type Audience, csvOf, deleteAudience, refreshAudience, restoreAudience } from "./api"
import { RenameDialog } from "./RenameDialog"
import { UploadDialog } from "./UploadDialog"

/** What is done with an audience: filled anew, taken along, named, deleted and brought back. */
export function AudienceMenu({ audience }: { audience: Audience }) {
  const { t } = useTranslation("audience")
  const may = useMay()
  const [dialog, setDialog] = useState<"" | "rename" | "replace">("")
  const { act, busy } = useActs(audience)
  const listed = audience.definition.from === "list"
  const items: MenuProps["items"] = [
    ...(may.change && audience.refreshable ? [{ key: "refresh", label: t("refresh") }] : []),
    ...(may.change && listed ? [{ key: "replace", label: t("replace") }] : []),
    { key: "csv", label: t("csv") },
    ...(may.change
      ? [
          { key: "rename", label: t("rename") },
          { key: "delete", label: t("delete"), danger: true },
        ]
      : []),
  ]
  const choose: MenuProps["onClick"] = ({ key }) => {
    if (key === "csv") window.location.assign(csvOf(audience.key))
    else if (key === "rename" || key === "replace") setDialog(key)
    else if (key === "refresh" || key === "delete") void act(key)
  }
  return (
    <>
      <Dropdown
        trigger={["click"]}
        autoFocus
        placement="bottomRight"
        menu={{ items, onClick: choose }}
      >
        <Button
          icon={<MoreOutlined />}
          loading={busy}
          aria-label={t("moreOf", { name: audience.name })}
        />
      </Dropdown>
      {dialog === "rename" && <RenameDialog audience={audience} onClose={() => setDialog("")} />}
      {dialog === "replace" && <UploadDialog into={audience} onClose={() => setDialog("")} />}
    </>
  )
}

/** Do it at once, and say what became of it; what is deleted can be brought back. */
function useActs({ key, name }: Audience) {
  const { t } = useTranslation("audience")
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const fresh = () => freshAudiences(queries)
  const back = async () => {
    await restoreAudience(key)
    await fresh()
  }
  const refresh = async () => {
    const { audience, came, left } = await refreshAudience(key)
    const said = { name, people: exact(audience.people), came: exact(came), left: exact(left) }
    void message.success({ content: t("refreshed", said), duration: 6 })
  }
  const remove = async () => {
    await deleteAudience(key)
    void message.open({
      type: "success",
      duration: 8,
      content: (
        <>
          {t("deleted", { name })}{" "}
          <Button type="link" size="small" onClick={() => void back()}>
            {t("undo")}
          </Button>
        </>
      ),
    })
  }
  const act = async (wanted: "refresh" | "delete") => {
    setBusy(true)
    try {
      await (wanted === "refresh" ? refresh() : remove())
      await fresh()
    } catch (error) {
      void message.open({ type: "error", duration: 8, content: <Problem error={error} /> })
    } finally {
      setBusy(false)
    }
  }
  return { act, busy }
}
