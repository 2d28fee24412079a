import { Button, Form, Input, Select } from "antd"
import { useTranslation } from "react-i18next"
import { type Role, useInvite } from "@/features/settings/api"
import { givable } from "@/features/settings/roles"
import { Refusal } from "@/lib/api"
import { useMay } from "@/lib/session"
import { Copyable } from "@/ui/Copyable"
import { Problem, useLine } from "@/ui/Problem"

interface Asked {
  email: string
  role: Role
}

/** Invite somebody by a link that is shown once; Bellrock itself sends no mail. */
export function Invite() {
  const { t } = useTranslation("settings")
  const { own } = useMay()
  const [form] = Form.useForm<Asked>()
  const invite = useInvite()
  const said = useLine(invite.error)
  const atEmail = invite.error instanceof Refusal && invite.error.field === "email"
  const submit = (asked: Asked) =>
    invite.mutate(asked, { onSuccess: () => form.resetFields(["email"]) })
  return (
    <>
      <p className="br-quiet">{t("inviteHint")}</p>
      <Form
        form={form}
        className="br-set-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: "analyst" }}
        onFinish={submit}
      >
        <Form.Item
          name="email"
          label={t("email")}
          rules={[{ required: true, message: t("emailNeeded") }]}
          validateStatus={atEmail ? "error" : undefined}
          help={atEmail ? said : undefined}
        >
          <Input type="email" autoComplete="off" />
        </Form.Item>
        <Form.Item name="role" label={t("itsRole")}>
          <Select
            options={givable(own).map((role) => ({ value: role, label: t(`role.${role}`) }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={invite.isPending}>
          {t("makeLink")}
        </Button>
      </Form>
      {invite.isError && !atEmail && <Problem error={invite.error} />}
      {invite.data && (
        <div className="br-once" role="status">
          <p>{t("linkOnce", { who: invite.variables.email })}</p>
          <Copyable
            text={`${window.location.origin}/invitation#${invite.data.token}`}
            label={t("link")}
          />
        </div>
      )}
    </>
  )
}
