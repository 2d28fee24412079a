import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"

/** A page that is on its way. */
export function Waiting({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation()
  return (
    <div className="br-waiting" role="status" aria-label={t("loading")}>
      <Skeleton active title paragraph={{ rows }} />
    </div>
  )
}
