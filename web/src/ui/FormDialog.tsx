import { Form, type FormInstance, Modal } from "antd"
import { type ReactNode, useId, useState } from "react"
import { Problem } from "@/ui/Problem"

/** A dialog that asks for a few fields and closes when they are saved; what fails stands above them. */
export function FormDialog<Fields extends object>({
  title,
  ok,
  initial,
  focus,
  form: own,
  onSave,
  onClose,
  children,
}: {
  title: string
  /** What the button says that saves. */
  ok: string
  initial: { [Name in keyof Fields]?: Fields[Name] | undefined }
  /** The field to focus, where it cannot ask for the focus itself: the dialog takes it as it opens. */
  focus?: keyof Fields & string
  /** The form, where its fields are watched or set from outside. */
  form?: FormInstance<Fields>
  onSave: (fields: Fields) => Promise<unknown>
  onClose: () => void
  children: ReactNode
}) {
  const id = useId()
  const [form] = Form.useForm<Fields>(own)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const save = async (fields: Fields) => {
    setBusy(true)
    setError(null)
    try {
      await onSave(fields)
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={title}
      okText={ok}
      confirmLoading={busy}
      afterOpenChange={(open) => open && focus && form.focusField(focus)}
      okButtonProps={{ htmlType: "submit", form: id }}
      onCancel={onClose}
    >
      <Form<Fields>
        id={id}
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initial}
        onFinish={(fields) => void save(fields)}
      >
        {error !== null && <Problem error={error} />}
        {children}
      </Form>
    </Modal>
  )
}
