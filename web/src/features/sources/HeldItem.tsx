import { Button, Checkbox } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type Held, useWriteKeys } from "@/features/sources/api"
import { moment } from "@/lib/format"
import { useMay, useProject } from "@/lib/session"
import { useWorded } from "@/lib/worded"
import { Copyable } from "@/ui/Copyable"

/** One refused event: why, what would let it in, and what was sent. */
export function HeldItem({
  held,
  chosen,
  onToggle,
}: {
  held: Held
  chosen: boolean
  onToggle?: (position: string) => void
}) {
  const { t } = useTranslation("sources")
  const { zone } = useProject()
  const worded = useWorded()
  const [open, setOpen] = useState(false)
  const named = useWriteKeys(useMay().manage).data?.find((one) => one.source === held.source)?.name
  const title = t(`reasons.${held.reason}.title`, { defaultValue: held.reason })
  return (
    <li>
      <div className="br-held-head">
        {onToggle && (
          <Checkbox
            checked={chosen}
            onChange={() => onToggle(held.position)}
            aria-label={t("choose", { event: held.event || t("unnamed") })}
          />
        )}
        <div className="br-held-what">
          <strong>{held.event || t("unnamed")}</strong>
          <span className="br-down">{title}</span>
          <small className="br-quiet">
            {moment(held.received, zone)} {zone} · {held.dialect} ·{" "}
            {named || t("keyNumber", { n: held.source })}
          </small>
        </div>
        <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("hide") : t("show")}
        </Button>
      </div>
      {open && (
        <div className="br-held-body">
          <p>{t(`reasons.${held.reason}.fix`, { defaultValue: worded(held.detail) })}</p>
          <p className="br-quiet">{worded(held.detail)}</p>
          <Copyable text={held.raw || t("emptyBody")} label={t("asSent")} />
        </div>
      )}
    </li>
  )
}
