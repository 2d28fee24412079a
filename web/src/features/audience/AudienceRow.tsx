import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { audienceWhere } from "@/lib/audiences"
import { ago, exact } from "@/lib/format"
import { useAt } from "@/lib/session"
import { AudienceMenu } from "./AudienceMenu"
import type { Audience } from "./api"
import { whence } from "./whence"

/** An audience in the list: its people now, where they come from, and what can be done with it. */
export function AudienceRow({ audience }: { audience: Audience }) {
  const { t } = useTranslation("audience")
  const at = useAt()
  const { owner, people, saved } = audience
  const where = new URLSearchParams({ where: audienceWhere(audience.key) })
  return (
    <li className="br-audience">
      <div className="br-audience-name">
        <Link to={at(`/people?${where}`)}>
          <strong>{audience.name}</strong>
        </Link>
        {audience.note && <small>{audience.note}</small>}
        <small className="br-quiet">{whence(audience, t)}</small>
      </div>
      <div className="br-audience-count">
        <strong>{t("people", { count: people, people: exact(people) })}</strong>
        {people !== saved && (
          <small className="br-quiet">{t("wasSaved", { people: exact(saved) })}</small>
        )}
      </div>
      <small className="br-quiet">
        {t("filled", {
          ago: ago(audience.filled),
          who: owner?.name || owner?.email || t("program"),
        })}
      </small>
      <AudienceMenu audience={audience} />
    </li>
  )
}
