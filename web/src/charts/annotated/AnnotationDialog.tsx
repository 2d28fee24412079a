import { DatePicker, Form, Radio } from "antd"
import dayjs, { type Dayjs } from "dayjs"
import { useTranslation } from "react-i18next"
import { type Annotation, NOTE_KINDS, type NoteKind, useAnnotating } from "@/lib/annotations"
import { momentOf, wallOf } from "@/lib/zoned"
import { FormDialog } from "@/ui/FormDialog"
import { GrowingArea } from "@/ui/GrowingArea"

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
  const old = typeof what === "string" ? null : what
  const wall = (at: string) => dayjs(wallOf(at, zone))
  const moment = (one: Dayjs) => momentOf(one.format(WALL), zone)
  return (
    <FormDialog<Fields>
      title={t(old ? "editTitle" : "addTitle")}
      ok={t("save")}
      focus="text"
      initial={{
        ...{ text: old?.text ?? "", kind: old?.kind ?? "note" },
        at: wall(typeof what === "string" ? what : what.at),
        until: old?.until ? wall(old.until) : null,
      }}
      onSave={({ text, kind, at, until }) => {
        const body = { text, kind, at: moment(at), until: until ? moment(until) : null }
        return old ? change(old.id, body) : add(body)
      }}
      onClose={onClose}
    >
      <Form.Item
        name="text"
        label={t("text")}
        rules={[{ required: true, whitespace: true, message: t("textNeeded") }]}
      >
        <GrowingArea maxLength={500} minRows={1} maxRows={5} placeholder={t("example")} />
      </Form.Item>
      <Form.Item name="kind" label={t("kindLabel")}>
        <Radio.Group options={NOTE_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
      </Form.Item>
      <div className="br-annotation-pair">
        <Form.Item name="at" label={t("at", { zone })} rules={[{ required: true }]}>
          <DatePicker showTime={TIME} allowClear={false} />
        </Form.Item>
        <Form.Item name="until" label={t("until")}>
          <DatePicker showTime={TIME} />
        </Form.Item>
      </div>
    </FormDialog>
  )
}
