import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { IndexBar } from "./IndexBar"
import { behindTrait, fullName, traitName } from "./say"
import { type Placed, type Profile, placed } from "./traits"

/** The values of one property: their shares in both groups, and the index between them. */
export function AspectTable({
  answer,
  place,
  onPeople,
}: {
  answer: Profile
  place: number
  onPeople: (behind: Behind) => void
}) {
  const { t } = useTranslation("profile")
  const say = t as unknown as Words
  const values = placed(answer).filter((one) => one.property === place)
  if (values.length === 0) return <p className="br-quiet">{t("noValues")}</p>
  return (
    <table className="br-profile">
      <thead>
        <tr>
          <th scope="col">{t("value")}</th>
          <th scope="col">{t("inTarget")}</th>
          <th scope="col">{t("inBase")}</th>
          <th scope="col">{t("index")}</th>
        </tr>
      </thead>
      <tbody>
        {values.map((one) => (
          <tr key={one.value}>
            <th scope="row">{traitName(one.trait, say)}</th>
            {one.trait.few ? (
              <td colSpan={3} className="br-profile-few">
                {t("few", { count: answer.least })}
              </td>
            ) : (
              <>
                <Share one={one} group="target" onPeople={onPeople} />
                <Share one={one} group="base" onPeople={onPeople} />
                <td>
                  <IndexBar trait={one.trait} />
                </td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A value's share of a group; a click shows the people. */
function Share({
  one,
  group,
  onPeople,
}: {
  one: Placed
  group: "target" | "base"
  onPeople: (behind: Behind) => void
}) {
  const { t } = useTranslation("profile")
  const say = t as unknown as Words
  const behind = behindTrait(one, group, say)
  const people = t("people", { count: one.trait[group] ?? 0, people: exact(one.trait[group]) })
  return (
    <td>
      <button
        type="button"
        className="br-open"
        disabled={!behind}
        title={people}
        aria-label={`${share(one.trait[`${group}_share`])}, ${people}: ${t(`who.${group}`, { value: fullName(one, say) })}`}
        onClick={() => behind && onPeople(behind)}
      >
        {share(one.trait[`${group}_share`])}
      </button>
    </td>
  )
}
