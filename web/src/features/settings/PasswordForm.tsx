import { CheckOutlined } from "@ant-design/icons"
import { Button, Form, Input } from "antd"
import { useTranslation } from "react-i18next"
import { useNewPassword } from "@/features/settings/api"
import { Refusal } from "@/lib/api"
import { Problem, useLine } from "@/ui/Problem"

interface Asked {
  old: string
  new: string
}

/** Change one's password; every other browser is signed out. */
export function PasswordForm({ email }: { email: string }) {
  const { t } = useTranslation("settings")
  const [form] = Form.useForm<Asked>()
  const change = useNewPassword(email)
  const said = useLine(change.error)
  const refused = change.error instanceof Refusal ? change.error : null
  const atOld = refused?.status === 401
  const atNew = refused?.field === "password" || refused?.field === "new"
  const submit = (asked: Asked) => change.mutate(asked, { onSuccess: () => form.resetFields() })
  return (
    <Form
      form={form}
      className="br-password"
      layout="vertical"
      requiredMark={false}
      onFinish={submit}
    >
      <input type="email" autoComplete="username" defaultValue={email} hidden readOnly />
      <Form.Item
        name="old"
        label={t("oldPassword")}
        rules={[{ required: true, message: t("passwordNeeded") }]}
        validateStatus={atOld ? "error" : undefined}
        help={atOld ? t("wrongPassword") : undefined}
      >
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item
        name="new"
        label={t("newPassword")}
        rules={[{ required: true, message: t("passwordNeeded") }]}
        validateStatus={atNew ? "error" : undefined}
        help={atNew ? said : undefined}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {refused && !atOld && !atNew && <Problem error={refused} />}
      <p className="br-quiet">{t("passwordHint")}</p>
      <div className="br-setting-outcome" aria-live="polite">
        <Button htmlType="submit" loading={change.isPending}>
          {t("changePassword")}
        </Button>
        {change.isSuccess && (
          <span className="br-up">
            <CheckOutlined aria-hidden="true" /> {t("passwordChanged")}
          </span>
        )}
      </div>
    </Form>
  )
}
