import { DatePicker, Form, Modal, Radio } from "antd"
import dayjs, { type Dayjs } from "dayjs"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type Annotation, NOTE_KINDS, type NoteKind, useAnnotating } from "@/lib/annotations"
import { momentOf, wallOf } from "@/lib/zoned"
import { GrowingArea } from "@/ui/GrowingArea"
import { Problem } from "@/ui/Problem"

interface Fields {
  text: string
  kind: NoteKind
  at: Dayjs
  until: Dayjs | null
}

const TIME = { format: "HH:mm" }
const WALL = "YYYY-MM-DDTHH:mm"

/** Write about a moment, or change what was written. */
export function AnnotationDialog({
  what,
  zone,
  onClose,
}: {
  what: string | Annotation
  zone: string
  onClose: () => void
}) {
  const { t } = useTranslation("annotations")
  const { add, change } = useAnnotating()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const old = typeof what === "string" ? null : what
  const wall = (at: string) => dayjs(wallOf(at, zone))
  const save = async ({ text, kind, at, until }: Fields) => {
    setBusy(true)
    setError(null)
    const moment = (one: Dayjs) => momentOf(one.format(WALL), zone)
    const body = { text, kind, at: moment(at), until: until ? moment(until) : null }
    try {
      await (old ? change(old.id, body) : add(body))
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      title={t(old ? "editTitle" : "addTitle")}
      okText={t("save")}
      confirmLoading={busy}
      // The dialog takes the focus as it opens, so the field asks for it afterwards.
      afterOpenChange={(open) => open && form.focusField("text")}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          ...{ text: old?.text ?? "", kind: old?.kind ?? "note" },
          at: wall(typeof what === "string" ? what : what.at),
          until: old?.until ? wall(old.until) : null,
        }}
        onFinish={(fields) => void save(fields)}
      >
        {error !== null && <Problem error={error} />}
        <Form.Item
          name="text"
          label={t("text")}
          rules={[{ required: true, whitespace: true, message: t("textNeeded") }]}
        >
          <GrowingArea maxLength={500} minRows={1} maxRows={5} placeholder={t("example")} />
        </Form.Item>
        <Form.Item name="kind" label={t("kindLabel")}>
          <Radio.Group
            options={NOTE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
        </Form.Item>
        <div className="br-annotation-pair">
          <Form.Item name="at" label={t("at", { zone })} rules={[{ required: true }]}>
            <DatePicker showTime={TIME} allowClear={false} />
          </Form.Item>
          <Form.Item name="until" label={t("until")}>
            <DatePicker showTime={TIME} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
