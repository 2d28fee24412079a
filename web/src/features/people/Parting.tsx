import { useTranslation } from "react-i18next"
import { decide, type Edge, type PersonCard, personOf } from "./api"
import { Decision } from "./Decision"
import { endsOf } from "./joins"

/** Take a join back, or put it back. */
export function Parting({
  edge,
  person,
  onClose,
}: {
  edge: Edge
  person: string
  onClose: () => void
}) {
  const { t } = useTranslation("people")
  const parts = edge.status === "active"
  return (
    <Decision
      person={person}
      ask={t(parts ? "undoAsk" : "restoreAsk")}
      verb={t(parts ? "undo" : "restore")}
      danger={parts}
      decide={async (reason) => {
        await decide(edge.id, parts ? "unlink" : "restore", reason)
        return Promise.all(endsOf(edge).map(personOf))
      }}
      outcome={(people) => t(outcome(people, parts))}
      onClose={onClose}
    >
      <p>{t(parts ? "undoWhat" : "restoreWhat", { a: edge.a.value, b: edge.b.value })}</p>
    </Decision>
  )
}

/** What came of it: two people, or one still (or again). */
function outcome(people: PersonCard[], parts: boolean): string {
  const two = new Set(people.map((one) => one.person)).size > 1
  if (parts) return two ? "nowTwo" : "stillOne"
  return two ? "stillTwo" : "nowOne"
}
