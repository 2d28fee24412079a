import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { useMembers } from "@/features/settings/api"
import { Invitations } from "@/features/settings/Invitations"
import { Invite } from "@/features/settings/Invite"
import { MemberRow } from "@/features/settings/MemberRow"
import { ROLES } from "@/features/settings/roles"
import { Problem } from "@/ui/Problem"

/** Who works on the project, in which role, and who is invited. */
export function MembersTab() {
  const { t } = useTranslation("settings")
  const members = useMembers()
  return (
    <>
      <section className="br-card" aria-labelledby="set-members">
        <h2 id="set-members">{t("members")}</h2>
        {members.isPending ? (
          <Skeleton active title={false} />
        ) : members.isError ? (
          <Problem error={members.error} onRetry={() => void members.refetch()} />
        ) : (
          <ul className="br-rows">
            {members.data.map((member) => (
              <MemberRow key={member.user.id} member={member} />
            ))}
          </ul>
        )}
      </section>
      <section className="br-card" aria-labelledby="set-invite">
        <h2 id="set-invite">{t("invite")}</h2>
        <Invite />
        <Invitations />
      </section>
      <section className="br-card" aria-labelledby="set-roles">
        <h2 id="set-roles">{t("roles")}</h2>
        <dl className="br-roles">
          {ROLES.map((role) => (
            <div key={role}>
              <dt>{t(`role.${role}`)}</dt>
              <dd className="br-quiet">{t(`roleMay.${role}`)}</dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  )
}
