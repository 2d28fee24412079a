import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { KindIcon } from "@/features/question/KindIcon"
import { KINDS, type KindName } from "@/lib/ask"
import { useAt, useMay } from "@/lib/session"

const GROUPS = ["numbers", "ways", "habits", "own"] as const
type Group = (typeof GROUPS)[number]
/** What each kind is about; what is not named here is about numbers. */
const GROUP_OF: Partial<Record<KindName, Group>> = {
  funnel: "ways",
  paths: "ways",
  interval: "ways",
  retention: "habits",
  lifecycle: "habits",
  stickiness: "habits",
  rfm: "habits",
  sql: "own",
}

/** The kinds of question to ask, by what they are about. */
export function Invitations({ large }: { large: boolean }) {
  const { t } = useTranslation("question")
  const { change } = useMay()
  const kinds = KINDS.filter((kind) => kind !== "sql" || change)
  const groups = GROUPS.map((group) => ({
    group,
    kinds: kinds.filter((kind) => (GROUP_OF[kind] ?? "numbers") === group),
  })).filter((one) => one.kinds.length > 0)
  return (
    <nav className="br-invite-groups" aria-label={t("kinds")}>
      {groups.map((one) => (
        <section key={one.group} aria-labelledby={`kinds-${one.group}`}>
          <h2 id={`kinds-${one.group}`}>{t(`group.${one.group}`)}</h2>
          <div className={large ? "br-invites br-invites-large" : "br-invites"}>
            {one.kinds.map((kind) => (
              <Invitation key={kind} kind={kind} />
            ))}
          </div>
        </section>
      ))}
    </nav>
  )
}

function Invitation({ kind }: { kind: KindName }) {
  const { t } = useTranslation("question")
  const at = useAt()
  return (
    <Link to={at(`/insights/${kind}`)} className="br-card br-invite">
      <KindIcon kind={kind} />
      <span>
        <strong>{t(`invite.${kind}`)}</strong>
        <small>{t(`inviteHint.${kind}`)}</small>
      </span>
    </Link>
  )
}
