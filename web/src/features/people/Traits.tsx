import { Tooltip } from "antd"
import { useTranslation } from "react-i18next"
import { day, moment } from "@/lib/format"
import { useProject } from "@/lib/session"
import type { PersonCard } from "./api"
import { shown } from "./sessions"
import { policyName } from "./words"

/** What a person is like: each trait with its value, who said it, since when, and by which policy. */
export function Traits({ traits }: { traits: PersonCard["traits"] }) {
  const { t } = useTranslation("people")
  const { zone } = useProject()
  return (
    <section className="br-card" aria-label={t("traits")}>
      <h2>{t("traits")}</h2>
      {traits.length === 0 && <p className="br-quiet">{t("noTraits")}</p>}
      <dl className="br-traits">
        {traits.map((one) => (
          <div key={one.name}>
            <dt>{one.name}</dt>
            <dd>
              <span className={typeof one.value === "object" ? "br-mono" : ""}>
                {shown(one.value)}
              </span>
              <Tooltip title={`${moment(one.at, zone)} (${zone})`}>
                <small className="br-quiet">
                  {t("traitSince", {
                    source: one.source || t("unnamed"),
                    day: day(one.at, zone),
                    policy: policyName(one.policy),
                  })}
                </small>
              </Tooltip>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
