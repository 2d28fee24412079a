import { useTranslation } from "react-i18next"
import { type Field, type FullEvent, grouped } from "@/features/live/full"
import { country, moment } from "@/lib/format"
import { useProject } from "@/lib/session"

/** The canonical fields of an event, in groups; what is empty is left out. */
export function Fields({ event }: { event: FullEvent }) {
  const { t } = useTranslation("live")
  const { zone } = useProject()
  return (
    <div className="br-groups">
      {grouped(event).map((group) => (
        <section key={group.name} aria-label={t(`groups.${group.name}`)}>
          <h3>
            {t(`groups.${group.name}`)}
            {group.name === "when" && <small>{zone}</small>}
          </h3>
          <dl className="br-fields">
            {group.fields.map((field) => (
              <div key={field.name}>
                <dt>{t(`fields.${field.name}`)}</dt>
                <dd>
                  <Value field={field} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}

function Value({ field }: { field: Field }) {
  const { t, i18n } = useTranslation("live")
  const { zone } = useProject()
  const { name, value, kind } = field
  if (kind === "time") return <time dateTime={value}>{moment(value, zone)}</time>
  if (kind === "code") return <code>{value}</code>
  if (name === "country") return `${country(value)} (${value})`
  if (name === "historical") return t("yes")
  const word = { device: "devices", channel: "channels", bot: "bots" }[name]
  return word && i18n.exists(`live:${word}.${value}`) ? t(`${word}.${value}`) : value
}
