import { useTranslation } from "react-i18next"
import type { AnswerProps, Words } from "@/lib/ask"
import { exact } from "@/lib/format"
import { sayBy } from "@/lib/sayings"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import { AspectTable } from "./AspectTable"
import type { ProfileState } from "./ask"
import { behindGroup } from "./say"
import type { Profile } from "./traits"
import "./profile.css"

const GROUPS = ["target", "base", "both"] as const

/** Who is compared, and of every property the shares in both groups and the index between them. */
export function ProfileAnswer({ answer, onPeople }: AnswerProps<ProfileState, Profile>) {
  const { t } = useTranslation("profile")
  const say = t as unknown as Words
  if (answer.target === 0) return <Empty title={t("nobody")} hint={t("nobodyHint")} />
  return (
    <Parts>
      <dl className="br-profile-groups">
        {GROUPS.map((group) => {
          const behind = behindGroup(group, answer, say)
          return (
            <div key={group}>
              <dt>{t(`group.${group}`)}</dt>
              <dd>
                <button
                  type="button"
                  className="br-open"
                  disabled={!behind}
                  onClick={() => behind && onPeople(behind)}
                >
                  {exact(answer[group])}
                </button>
              </dd>
            </div>
          )
        })}
      </dl>
      <p className="br-profile-key br-quiet">{t("key")}</p>
      <div className="br-profile-aspects">
        {answer.aspects.map((aspect, place) => (
          <Part key={aspect.property} title={sayBy([aspect.property], say)}>
            <AspectTable answer={answer} place={place} onPeople={onPeople} />
          </Part>
        ))}
      </div>
    </Parts>
  )
}
