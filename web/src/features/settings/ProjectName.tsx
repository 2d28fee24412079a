import { Input } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useLocation, useNavigate } from "react-router"
import { useChangeProject } from "@/features/settings/api"
import { SettingRow } from "@/features/settings/SettingRow"
import type { Saving } from "@/features/settings/useSaving"
import { addressIn, useProject } from "@/lib/session"

/** The project's name stands in every address, so a new one leads to a new address. */
export function ProjectName({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation("settings")
  const project = useProject()
  const change = useChangeProject()
  const navigate = useNavigate()
  const renamed = useLocation().state?.renamed as string | undefined
  const [typed, setTyped] = useState(project.name)
  const rename = async (name: string, undone = false) => {
    if (name === project.name || !name || change.isPending) return
    const made = await change.mutateAsync({ name }).catch(() => null)
    if (!made) return
    const state = { renamed: undone ? "" : project.name }
    void navigate(addressIn(made, "/settings"), { replace: true, state, flushSync: true })
  }
  return (
    <SettingRow
      id="set-name"
      title={t("name")}
      hint={t("nameHint")}
      saving={savingOf(change, renamed, (name) => void rename(name, true))}
    >
      <Input
        id="set-name"
        disabled={disabled}
        value={typed}
        maxLength={63}
        status={change.isError ? "error" : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => void rename(typed.trim())}
        onBlur={() => void rename(typed.trim())}
      />
    </SettingRow>
  )
}

function savingOf(
  change: { isPending: boolean; isError: boolean; error: unknown },
  renamed: string | undefined,
  undo: (name: string) => void,
): Saving {
  if (change.isPending) return { state: "saving", error: null, undo: null }
  if (change.isError) return { state: "failed", error: change.error, undo: null }
  if (renamed === undefined) return { state: "idle", error: null, undo: null }
  return { state: "saved", error: null, undo: renamed ? () => undo(renamed) : null }
}
