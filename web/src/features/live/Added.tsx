import { useTranslation } from "react-i18next"
import { type Addition, additions, type FullEvent } from "@/features/live/full"
import { country, moment } from "@/lib/format"
import { useProject } from "@/lib/session"

const ORDER: Addition["from"][] = ["clock", "agent", "address", "page", "referrer", "campaign"]

/** What Bellrock added to what the client said, and what each was read from. */
export function Added({ event }: { event: FullEvent }) {
  const { t } = useTranslation("live")
  const found = additions(event)
  if (found.length === 0) return <p className="br-quiet">{t("nothingAdded")}</p>
  return (
    <div className="br-groups">
      {ORDER.filter((from) => found.some((one) => one.from === from)).map((from) => (
        <Origin key={from} from={from} found={found.filter((one) => one.from === from)} />
      ))}
    </div>
  )
}

function Origin({ from, found }: { from: Addition["from"]; found: Addition[] }) {
  const { t, i18n } = useTranslation("live")
  const { zone } = useProject()
  const read = found[0]?.source ?? ""
  const source =
    from === "clock"
      ? read
          .split(" → ")
          .map((at) => moment(at, zone))
          .join(" → ")
      : read
  const said = (one: Addition) => {
    if (one.name === "ts") return moment(one.value, zone)
    if (one.name === "country") return country(one.value)
    const word = { device: "devices", channel: "channels", bot: "bots" }[one.name]
    return word && i18n.exists(`live:${word}.${one.value}`) ? t(`${word}.${one.value}`) : one.value
  }
  return (
    <section aria-label={t(`from.${from}`)}>
      <h3>{t(`from.${from}`)}</h3>
      <p className="br-quiet br-source">{source ? <code>{source}</code> : t("fromNothing")}</p>
      <dl className="br-fields">
        {found.map((one) => (
          <div key={one.name}>
            <dt>{t(`fields.${one.name}`)}</dt>
            <dd>{said(one)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
