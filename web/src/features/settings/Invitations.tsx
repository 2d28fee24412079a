import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { useInvitations, useWithdraw } from "@/features/settings/api"
import { changeable } from "@/features/settings/roles"
import { ago } from "@/lib/format"
import { useMay } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** Who was invited and has not come yet. */
export function Invitations() {
  const { t } = useTranslation("settings")
  const { own } = useMay()
  const invitations = useInvitations()
  const withdraw = useWithdraw()
  if (invitations.isError) {
    return <Problem error={invitations.error} onRetry={() => void invitations.refetch()} />
  }
  const open = invitations.data ?? []
  if (open.length === 0) return null
  return (
    <>
      <h3 className="br-settings-heading">{t("pending")}</h3>
      {withdraw.isError && <Problem error={withdraw.error} />}
      <ul className="br-rows">
        {open.map((one) => (
          <li key={one.id}>
            <div className="br-row-who">
              <strong>{one.email}</strong>
              <span className="br-quiet">
                {t(`role.${one.role}`)} · {t("ends", { when: ago(one.expires) })}
              </span>
            </div>
            <Button
              type="text"
              danger
              disabled={!changeable(one.role, own)}
              loading={withdraw.isPending && withdraw.variables === one.id}
              onClick={() => withdraw.mutate(one.id)}
            >
              {t("withdraw")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}
