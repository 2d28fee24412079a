import { CheckCircleFilled, LoadingOutlined } from "@ant-design/icons"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import type { WriteKey } from "@/features/sources/api"
import { useFirst } from "@/features/sources/useFirst"
import { ago } from "@/lib/format"
import { useAt } from "@/lib/session"

/** Waits for an event by this key, and says so the moment one arrives. */
export function FirstEvent({ made }: { made: WriteKey }) {
  const { t } = useTranslation("sources")
  const at = useAt()
  const { first, state } = useFirst(made.source)
  if (first) {
    return (
      <p className="br-first br-first-there" role="status">
        <CheckCircleFilled />
        <span>
          {t("arrived", { event: first.event || t("unnamed") })}{" "}
          <Link to={at(`/data/live?open=${first.position}`)}>{t("openEvent")}</Link>
        </span>
      </p>
    )
  }
  return (
    <p className="br-first" role="status">
      <LoadingOutlined />
      <span>
        {state === "lost"
          ? t("streamLost")
          : made.last_event
            ? t("waitingNext", { ago: ago(made.last_event) })
            : t("waitingFirst")}
      </span>
    </p>
  )
}
