import { Button, Form, Input, Select } from "antd"
import { useTranslation } from "react-i18next"
import { useMakeKey } from "@/features/settings/api"
import { Copyable } from "@/ui/Copyable"
import { Problem } from "@/ui/Problem"

interface Asked {
  kind: "read" | "admin"
  name?: string
}

/** Make a key; its text is shown once. */
export function NewKey() {
  const { t } = useTranslation("settings")
  const [form] = Form.useForm<Asked>()
  const make = useMakeKey()
  const kind = Form.useWatch("kind", form) ?? "read"
  const submit = (asked: Asked) =>
    make.mutate(
      { kind: asked.kind, name: asked.name ?? "" },
      { onSuccess: () => form.resetFields(["name"]) },
    )
  return (
    <>
      <Form
        form={form}
        className="br-set-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: "read" }}
        onFinish={submit}
      >
        <Form.Item name="name" label={t("keyName")}>
          <Input maxLength={100} placeholder={t("keyNameExample")} />
        </Form.Item>
        <Form.Item name="kind" label={t("scope")}>
          <Select
            options={[
              { value: "read", label: t("kind.read") },
              { value: "admin", label: t("kind.admin") },
            ]}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={make.isPending}>
          {t("makeKey")}
        </Button>
      </Form>
      <p className="br-quiet">{t(`kindMay.${kind}`)}</p>
      {make.isError && <Problem error={make.error} />}
      {make.data && (
        <div className="br-once" role="status">
          <p>{t("keyOnce")}</p>
          <Copyable text={make.data.key} label={t("key")} />
        </div>
      )}
    </>
  )
}
