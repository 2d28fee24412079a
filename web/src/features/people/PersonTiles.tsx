import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { exact } from "@/lib/format"
import { useAt } from "@/lib/session"
import { Avatar } from "./Avatar"
import type { PersonCard } from "./api"
import { idsByType, nameOf } from "./names"

/** A few people side by side, each leading to their page. */
export function PersonTiles({ people, onGo }: { people: PersonCard[]; onGo: () => void }) {
  const { t } = useTranslation("people")
  const at = useAt()
  const once = [...new Map(people.map((one) => [one.person, one])).values()]
  return (
    <ul className="br-tiles">
      {once.map((one) => {
        const traits = Object.fromEntries(one.traits.map((trait) => [trait.name, trait.value]))
        const name = nameOf(traits, idsByType(one.identities), one.person)
        return (
          <li key={one.person} className="br-card">
            <Avatar person={one.person} title={name.title} known={name.known} size={40} />
            <div>
              <Link to={at(`/people/${one.person}`)} onClick={onGo}>
                {name.title}
              </Link>
              <small className="br-quiet">
                {t("eventCount", { count: one.events, events: exact(one.events) })}
              </small>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
