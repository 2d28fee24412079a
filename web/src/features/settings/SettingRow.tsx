import { CheckOutlined, LoadingOutlined } from "@ant-design/icons"
import { Button } from "antd"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { Saving } from "@/features/settings/useSaving"
import { useLine } from "@/ui/Problem"

/** One setting: what it means, its control, and what became of the last change of it. */
export function SettingRow({
  id,
  title,
  hint,
  saving,
  children,
}: {
  id: string
  title: string
  hint: ReactNode
  saving?: Saving
  children: ReactNode
}) {
  return (
    <div className="br-setting">
      <div className="br-setting-words">
        <label htmlFor={id}>{title}</label>
        <p className="br-quiet">{hint}</p>
      </div>
      <div className="br-setting-control">
        {children}
        {saving && <SavedLine saving={saving} />}
      </div>
    </div>
  )
}

/** What became of the last change: under way, saved (and the way back), or refused. */
export function SavedLine({ saving }: { saving: Saving }) {
  const { t } = useTranslation("settings")
  const failure = useLine(saving.error)
  return (
    <div className="br-setting-outcome" aria-live="polite">
      {saving.state === "saving" && <LoadingOutlined aria-label={t("saving")} />}
      {saving.state === "saved" && (
        <>
          <span className="br-up">
            <CheckOutlined aria-hidden="true" /> {t("saved")}
          </span>
          {saving.undo && (
            <Button type="link" size="small" onClick={saving.undo}>
              {t("undo")}
            </Button>
          )}
        </>
      )}
      {saving.state === "failed" && (
        <span className="br-down" role="alert">
          {failure}
        </span>
      )}
    </div>
  )
}
