import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import type { FullEvent } from "@/features/live/full"
import { nameOf } from "@/features/live/rows"
import { useAt } from "@/lib/session"

/** Whose event it is, and what it settled about who is who. */
export function Identity({ event }: { event: FullEvent }) {
  const { t, i18n } = useTranslation("live")
  const at = useAt()
  const [outcome = "", why = ""] = event.identity.split(":")
  const key = `identity.${[outcome || "none", why].filter(Boolean).join("_")}`
  return (
    <div className="br-groups">
      <p>{i18n.exists(`live:${key}`) ? t(key) : event.identity}</p>
      <dl className="br-fields">
        {event.user_id && (
          <div>
            <dt>{t("fields.user_id")}</dt>
            <dd>
              <code>{event.user_id}</code>
            </dd>
          </div>
        )}
        {event.anonymous_id && (
          <div>
            <dt>{t("fields.anonymous_id")}</dt>
            <dd>
              <code>{event.anonymous_id}</code>
            </dd>
          </div>
        )}
      </dl>
      <p>
        <Link to={at(`/people/${event.person}`)}>{t("openPerson", { name: nameOf(event) })}</Link>
      </p>
    </div>
  )
}
