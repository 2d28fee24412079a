import { Button, Popconfirm, Select } from "antd"
import { useTranslation } from "react-i18next"
import { useChangeRole, useRemoveMember } from "@/features/settings/api"
import { changeable, givable, ROLES } from "@/features/settings/roles"
import { SavedLine } from "@/features/settings/SettingRow"
import { useSaving } from "@/features/settings/useSaving"
import type { Schemas } from "@/lib/api"
import { useMay, useMe, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** One member: their role, which can be changed and changed back, and the end of their seat. */
export function MemberRow({ member }: { member: Schemas["Member"] }) {
  const { t } = useTranslation("settings")
  const { own } = useMay()
  const { name } = useProject()
  const me = useMe()
  const { user, role } = member
  const change = useChangeRole()
  const remove = useRemoveMember()
  const [saving, save] = useSaving(role, (next) =>
    change.mutateAsync({ user: user.id, role: next }),
  )
  const free = changeable(role, own)
  return (
    <li>
      <div className="br-row-who">
        <strong>{user.name || user.email}</strong>
        <span className="br-quiet">
          {user.name && user.email}
          {user.id === me.data?.user.id && ` ${t("you")}`}
        </span>
      </div>
      <Select
        aria-label={t("roleOf", { who: user.email })}
        className="br-row-role"
        disabled={!free}
        value={role}
        options={(free ? givable(own) : ROLES).map((one) => ({
          value: one,
          label: t(`role.${one}`),
        }))}
        onChange={(next) => void save(next)}
      />
      <Popconfirm
        title={t("removeTitle", { who: user.email })}
        description={t("removeHint", { project: name })}
        okText={t("remove")}
        cancelText={t("keepThem")}
        okButtonProps={{ danger: true }}
        onConfirm={() => remove.mutate(user.id)}
      >
        <Button danger type="text" disabled={!free} loading={remove.isPending}>
          {t("remove")}
        </Button>
      </Popconfirm>
      <SavedLine saving={saving} />
      {remove.isError && <Problem error={remove.error} />}
    </li>
  )
}
