import { CaretRightOutlined } from "@ant-design/icons"
import { Button, Skeleton, Tag } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { clock } from "@/lib/format"
import { useProject } from "@/lib/session"
import { Copyable } from "@/ui/Copyable"
import { Problem } from "@/ui/Problem"
import { useEvent } from "./api"
import { type Happening, shown, tellingProps } from "./sessions"
import { eventName } from "./words"

/** One event: when, what, and what tells most of it; opens to all it carries. */
export function EventRow({ event }: { event: Happening }) {
  const { t } = useTranslation("people")
  const { zone } = useProject()
  const [open, setOpen] = useState(false)
  return (
    <li className="br-event">
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <CaretRightOutlined className="br-caret" aria-hidden />
        <time dateTime={event.ts} className="br-quiet">
          {clock(event.ts, zone)}
        </time>
        <span className="br-event-name">{eventName(event.fields.event ?? "")}</span>
        <span className="br-event-props">
          {tellingProps(event).map(([name, value]) => (
            <span key={name}>
              {name && <small>{name}</small>} {value}
            </span>
          ))}
        </span>
        {event.fields.bot && <Tag>{t("device.bot")}</Tag>}
      </button>
      {open && <Detail event={event} />}
    </li>
  )
}

const SAID_ABOVE = ["event", "event_id", "visit", "anonymous_id"]

function Detail({ event }: { event: Happening }) {
  const { t } = useTranslation("people")
  const [raw, setRaw] = useState(false)
  const fields = Object.entries(event.fields).filter(([name]) => !SAID_ABOVE.includes(name))
  const props = Object.entries(event.props)
  return (
    <div className="br-event-detail">
      {props.length > 0 && <Pairs title={t("properties")} pairs={props} />}
      <Pairs title={t("columnsOfEvent")} pairs={fields} />
      <Button size="small" aria-expanded={raw} onClick={() => setRaw(!raw)}>
        {t("asSent")}
      </Button>
      {raw && <Raw position={event.position} />}
    </div>
  )
}

function Pairs({ title, pairs }: { title: string; pairs: [string, unknown][] }) {
  return (
    <>
      <h4>{title}</h4>
      <dl className="br-pairs">
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={typeof value === "object" ? "br-mono" : ""}>{shown(value)}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Raw({ position }: { position: string }) {
  const { t } = useTranslation("people")
  const found = useEvent(position, true)
  if (found.isError) return <Problem error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />
  return <Copyable text={pretty(found.data.raw)} label={t("asSent")} />
}

function pretty(raw: unknown): string {
  try {
    return JSON.stringify(JSON.parse(String(raw)), null, 2)
  } catch {
    return String(raw ?? "")
  }
}
