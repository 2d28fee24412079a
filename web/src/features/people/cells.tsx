import { Tooltip } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { exact, moment } from "@/lib/format"
import { useAt, useProject } from "@/lib/session"
import { Avatar } from "./Avatar"
import type { PersonRow } from "./api"
import { FACTS, isFact, traitOf } from "./columns"
import { nameOf } from "./names"
import { shown } from "./sessions"
import { countryName, deviceName, lately } from "./words"

/** A person with their name, which leads to their page. */
export function PersonCell({ row }: { row: PersonRow }) {
  const at = useAt()
  const ids = { user_id: row.user_id, anonymous_id: row.anonymous_id || row.id }
  const name = nameOf(row.traits, ids, row.person)
  return (
    <div className="br-person-cell">
      <Avatar person={row.person} title={name.title} known={name.known} />
      <div>
        <Link to={at(`/people/${row.person}`)} className={name.known ? "" : "br-id"}>
          {name.title}
        </Link>
        {name.beside && <small>{name.beside}</small>}
      </div>
    </div>
  )
}

/** What a column says of a person; a dash where nothing is known. */
export function FactCell({ row, column }: { row: PersonRow; column: string }) {
  const { zone } = useProject()
  const value = said(row, column)
  if (value === null || value === undefined || value === "") {
    return <span className="br-quiet">–</span>
  }
  const kind = isFact(column) ? FACTS[column] : "trait"
  if (kind === "time") {
    return (
      <Tooltip title={moment(String(value), zone)}>
        <time dateTime={String(value)}>{lately(String(value), zone)}</time>
      </Tooltip>
    )
  }
  if (typeof value === "number") return <>{exact(value)}</>
  const text = kind === "country" ? countryName(String(value)) : shown(value)
  return (
    <span className="br-cell-text" title={text}>
      {column === "device" ? deviceName(text) : text}
    </span>
  )
}

function said(row: PersonRow, column: string): unknown {
  const trait = traitOf(column)
  return trait === null ? row.facts[column as keyof typeof row.facts] : row.traits[trait]
}

/** What a column is called. */
export function useColumnName(): (column: string) => string {
  const { t } = useTranslation("people")
  return (column) => traitOf(column) ?? t(`fact.${column}`)
}
