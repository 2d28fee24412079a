import { DisconnectOutlined } from "@ant-design/icons"
import { useTranslation } from "react-i18next"
import { useReach } from "@/lib/reach"

/** A quiet line while the server does not answer; it goes by itself once it does. */
export function Offline() {
  const { t } = useTranslation()
  const reached = useReach()
  return (
    <div role="status" className={reached ? undefined : "br-offline"}>
      {!reached && (
        <>
          <DisconnectOutlined aria-hidden="true" />
          <strong>{t("unreachable")}</strong>
          <span>{t("unreachableHint")}</span>
        </>
      )}
    </div>
  )
}
