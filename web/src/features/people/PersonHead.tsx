import { ArrowLeftOutlined, CheckOutlined, CopyOutlined } from "@ant-design/icons"
import { Button, Tooltip } from "antd"
import { type ReactNode, useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { exact, labelled, moment } from "@/lib/format"
import { useAt, useProject } from "@/lib/session"
import { copyText } from "@/ui/Copyable"
import { Avatar } from "./Avatar"
import { type PersonCard, useFacts } from "./api"
import { idsByType, nameOf } from "./names"
import { countryName, deviceName, lately } from "./words"

/** Who it is, at a glance: name and ids, when they were here, where, on what, and from where. */
export function PersonHead({ card }: { card: PersonCard }) {
  const { t } = useTranslation("people")
  const at = useAt()
  const traits = Object.fromEntries(card.traits.map((one) => [one.name, one.value]))
  const name = nameOf(traits, idsByType(card.identities), card.person)
  useEffect(() => {
    document.title = `${name.title} · Bellrock`
  }, [name.title])
  return (
    <header className="br-person-head">
      <Link to={at("/people")} className="br-person-back">
        <ArrowLeftOutlined aria-hidden /> {t("title")}
      </Link>
      <div className="br-person-name">
        <Avatar person={card.person} title={name.title} known={name.known} size={56} />
        <div>
          <h1>{name.title}</h1>
          <p className="br-quiet">
            {name.beside && <span>{name.beside}</span>}
            <Key text={card.person} />
          </p>
        </div>
      </div>
      <Glance card={card} />
    </header>
  )
}

function Key({ text }: { text: string }) {
  const { t } = useTranslation(["people", "common"])
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await copyText(text)
    setCopied(true)
    window.setTimeout(() => setCopied(false), 2000)
  }
  return (
    <Tooltip title={copied ? t("common:copied") : t("common:copy")}>
      <Button
        type="text"
        size="small"
        className="br-key"
        icon={copied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
        iconPlacement="end"
        aria-label={labelled(t("common:copy"), `${t("key")} ${text}`)}
        onClick={() => void copy()}
      >
        <code>{text}</code>
      </Button>
    </Tooltip>
  )
}

function Glance({ card }: { card: PersonCard }) {
  const { t } = useTranslation("people")
  const { zone } = useProject()
  const facts = useFacts(card.person)
  const said = (name: string) => String(facts.data?.[name as never] ?? "")
  const waits = facts.isPending ? "…" : "–"
  const place = [said("city"), countryName(said("country"))].filter(Boolean).join(", ")
  const device = [deviceName(said("device")), said("os")].filter(Boolean).join(", ")
  const came = said("first_channel") || said("first_utm_source") || said("first_referrer_host")
  const seen = (ts: string | null) =>
    ts === null ? (
      "–"
    ) : (
      <Tooltip title={`${moment(ts, zone)} (${zone})`}>
        <time dateTime={ts}>{lately(ts, zone)}</time>
      </Tooltip>
    )
  const glances: [string, ReactNode][] = [
    [t("fact.last_seen"), seen(card.last_seen)],
    [t("fact.first_seen"), seen(card.first_seen)],
    [t("fact.events"), exact(card.events)],
    [t("place"), place || waits],
    [t("fact.device"), device || waits],
    [t("cameFrom"), came || waits],
  ]
  return (
    <dl className="br-glance">
      {glances.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
