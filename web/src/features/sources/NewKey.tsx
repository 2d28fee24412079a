import { PlusOutlined } from "@ant-design/icons"
import { Button, Form, Input, Modal } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useMakeKey } from "@/features/sources/api"
import { Problem } from "@/ui/Problem"

/** Makes a write key, and opens what to do with it. */
export function NewKey({ onMade }: { onMade: (source: number) => void }) {
  const { t } = useTranslation("sources")
  const [open, setOpen] = useState(false)
  const [form] = Form.useForm<{ name?: string }>()
  const make = useMakeKey()
  const submit = async ({ name }: { name?: string }) => {
    const { made } = await make.mutateAsync(name?.trim() ?? "").catch(() => ({ made: null }))
    if (!made) return
    setOpen(false)
    onMade(made.source)
  }
  return (
    <>
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t("newKey")}
      </Button>
      <Modal
        open={open}
        title={t("newKey")}
        okText={t("makeKey")}
        confirmLoading={make.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
        afterClose={() => make.reset()}
        destroyOnHidden
      >
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={(said) => void submit(said)}
        >
          <Form.Item name="name" label={t("keyName")} extra={t("keyNameHint")}>
            <Input autoFocus maxLength={100} placeholder={t("keyNameExample")} />
          </Form.Item>
          {make.isError && (
            <div className="br-form-error">
              <Problem error={make.error} />
            </div>
          )}
        </Form>
      </Modal>
    </>
  )
}
