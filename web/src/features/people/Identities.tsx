import { Button, Skeleton, Tag, Tooltip } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { day, moment } from "@/lib/format"
import { useAt, useMay, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { type Edge, type PersonCard, useEdges } from "./api"
import { joinsOf, type OwnId, otherOf, splitIds, verdictFor } from "./joins"
import { Parting } from "./Parting"
import { Split } from "./Split"
import { idTypeName, ruleName, whyName } from "./words"

/** Who is who: a person's ids, how and when each was joined, and what was kept apart. */
export function Identities({ card }: { card: PersonCard }) {
  const { t } = useTranslation("people")
  const may = useMay()
  const edges = useEdges(card.person)
  const [judged, setJudged] = useState<Edge | null>(null)
  const [splitting, setSplitting] = useState(false)
  const { ids, held, apart } = joinsOf(card.identities, edges.data ?? [])
  return (
    <section className="br-card" aria-label={t("ids")}>
      <h2 className="br-person-card-head">
        {t("ids")}
        {may.change && splitIds(card.identities).length > 1 && (
          <Button size="small" onClick={() => setSplitting(true)}>
            {t("split")}
          </Button>
        )}
      </h2>
      <ul className="br-ids">
        {ids.map((one) => (
          <IdLine key={`${one.type}:${one.value}`} id={one} />
        ))}
      </ul>
      {edges.isError && <Problem error={edges.error} onRetry={() => void edges.refetch()} />}
      {edges.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      <EdgeList title={t("joined")} edges={held} person={card.person} onJudge={setJudged} />
      <EdgeList title={t("keptApart")} edges={apart} person={card.person} onJudge={setJudged} />
      {judged && <Parting edge={judged} person={card.person} onClose={() => setJudged(null)} />}
      {splitting && (
        <Split
          person={card.person}
          ids={splitIds(card.identities)}
          onClose={() => setSplitting(false)}
        />
      )}
    </section>
  )
}

function IdLine({ id }: { id: OwnId }) {
  const { t } = useTranslation("people")
  const { zone } = useProject()
  return (
    <li>
      <small className="br-quiet">{idTypeName(id.type)}</small>
      <span className="br-id-value">{id.value}</span>
      <span className="br-id-notes">
        {id.since && <small className="br-quiet">{t("since", { day: day(id.since, zone) })}</small>}
        {id.stated && (
          <Tooltip title={t("statedHint")}>
            <Tag>{t("stated")}</Tag>
          </Tooltip>
        )}
        {id.shared && (
          <Tooltip title={t("sharedHint")}>
            <Tag className="br-telling">{t("shared")}</Tag>
          </Tooltip>
        )}
      </span>
    </li>
  )
}

function EdgeList({
  title,
  edges,
  person,
  onJudge,
}: {
  title: string
  edges: Edge[]
  person: string
  onJudge: (edge: Edge) => void
}) {
  const { t } = useTranslation("people")
  const [all, setAll] = useState(false)
  if (edges.length === 0) return null
  const shown = all ? edges : edges.slice(0, 6)
  return (
    <>
      <h3>{title}</h3>
      <ul className="br-edges">
        {shown.map((edge) => (
          <EdgeLine key={edge.id} edge={edge} person={person} onJudge={onJudge} />
        ))}
      </ul>
      {shown.length < edges.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t("showAll", { count: edges.length })}
        </Button>
      )}
    </>
  )
}

function EdgeLine({
  edge,
  person,
  onJudge,
}: {
  edge: Edge
  person: string
  onJudge: (edge: Edge) => void
}) {
  const { t } = useTranslation("people")
  const { zone } = useProject()
  const at = useAt()
  const may = useMay()
  const other = edge.status === "active" ? null : otherOf(edge, person)
  const verdict = verdictFor(edge)
  const verb = verdict === null ? "" : verdict === "undo" ? t("undo") : t("restore")
  return (
    <li>
      <span className="br-edge-ends">
        <span>{edge.a.value}</span>
        <span aria-hidden="true" className="br-quiet">
          {edge.status !== "active" ? "≠" : edge.rule === "trait" ? "~" : "="}
        </span>
        <span>{edge.b.value}</span>
      </span>
      <small className="br-quiet">
        {edge.why === "merged" && <Tag className="br-telling">{t("merged")}</Tag>}
        <Tooltip title={`${moment(edge.ts, zone)} (${zone})`}>
          <span>
            {edge.status === "active" ? ruleName(edge.rule) : whyName(edge.why)}
            {` · ${day(edge.ts, zone)}`}
            {edge.source && ` · ${edge.source}`}
          </span>
        </Tooltip>
      </small>
      <span className="br-edge-acts">
        {other && <Link to={at(`/people/${other}`)}>{t("otherPerson")}</Link>}
        {may.change && verb && (
          <Button
            size="small"
            aria-label={`${verb}: ${edge.a.value}, ${edge.b.value}`}
            onClick={() => onJudge(edge)}
          >
            {verb}
          </Button>
        )}
      </span>
    </li>
  )
}
