import { useQueryClient } from "@tanstack/react-query"
import { Alert, Button, Grid, Segmented } from "antd"
import { useEffect } from "react"
import { useTranslation } from "react-i18next"
import { Link, Navigate, useLocation } from "react-router"
import { Refusal } from "@/lib/api"
import { useAddress } from "@/lib/location"
import { useAt, useProject } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"
import { ActivityStrip } from "./ActivityStrip"
import { type PersonCard, usePerson } from "./api"
import { Facts } from "./Facts"
import { Identities } from "./Identities"
import { PersonHead } from "./PersonHead"
import { Timeline } from "./Timeline"
import { Traits } from "./Traits"
import "./people.css"
import "./person.css"

const KEY = /^[0-9a-f]{16}$/

/** The person that `who` means: any id of theirs, or a key, which may have become part of another. */
export function PersonView({ who }: { who: string }) {
  const at = useAt()
  const { id } = useProject()
  const queries = useQueryClient()
  const { t } = useTranslation("people")
  const found = usePerson(who)
  if (found.isPending) return <Waiting rows={10} />
  if (found.isError) {
    const gone = found.error instanceof Refusal && [404, 422].includes(found.error.status)
    return gone ? <Unknown /> : <Failed error={found.error} onRetry={() => void found.refetch()} />
  }
  const person = found.data.person
  if (person !== who) {
    queries.setQueryData(["people", id, "person", person], found.data)
    const state = KEY.test(who) ? { merged: who } : null
    return <Navigate to={at(`/people/${person}`)} replace state={state} />
  }
  return <Known key={person} card={found.data} merged={t("mergedInto")} />
}

function Known({ card, merged }: { card: PersonCard; merged: string }) {
  const { t } = useTranslation("people")
  const { state } = useLocation()
  const phone = Grid.useBreakpoint().lg === false
  const [part, setPart] = useAddress("part", "timeline")
  const about = (
    <div className="br-person-about">
      <Facts person={card.person} />
      <Traits traits={card.traits} />
      <Identities card={card} />
    </div>
  )
  const doings = (
    <div className="br-person-doings">
      <ActivityStrip person={card.person} />
      <Timeline person={card.person} />
    </div>
  )
  return (
    <article className="br-page">
      {(state as { merged?: string } | null)?.merged && (
        <Alert type="info" showIcon title={merged} closable />
      )}
      <PersonHead card={card} />
      {phone ? (
        <>
          <Segmented
            block
            aria-label={t("parts")}
            value={part}
            onChange={setPart}
            options={[
              { value: "timeline", label: t("timeline") },
              { value: "about", label: t("about") },
            ]}
          />
          {part === "about" ? about : doings}
        </>
      ) : (
        <div className="br-person-columns">
          {doings}
          {about}
        </div>
      )}
    </article>
  )
}

function Unknown() {
  const { t } = useTranslation("people")
  const at = useAt()
  useEffect(() => {
    document.title = `${t("unknown")} · Bellrock`
  }, [t])
  return (
    <Empty
      title={t("unknown")}
      hint={t("unknownHint")}
      action={
        <Link to={at("/people")}>
          <Button type="primary" tabIndex={-1}>
            {t("toPeople")}
          </Button>
        </Link>
      }
    />
  )
}

function Failed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div className="br-page">
      <Problem error={error} onRetry={onRetry} />
    </div>
  )
}
