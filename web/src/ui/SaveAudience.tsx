import { useQueryClient } from "@tanstack/react-query"
import { App, Button, Form, Input } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import {
  type Audience,
  freshAudiences,
  type Named,
  type Source,
  saveAudience,
} from "@/lib/audiences"
import { exact } from "@/lib/format"
import { useGo, useMay } from "@/lib/session"
import { FormDialog } from "@/ui/FormDialog"
import { GrowingArea } from "@/ui/GrowingArea"

/** Keep these people under a name; nothing where one may not. */
export function SaveAudience({ source, suggested }: { source: Source; suggested: string }) {
  const { t } = useTranslation("audience")
  const [open, setOpen] = useState(false)
  const may = useMay()
  if (!may.change) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("saveAs")}</Button>
      {open && <Dialog source={source} suggested={suggested} onClose={() => setOpen(false)} />}
    </>
  )
}

function Dialog({
  source,
  suggested,
  onClose,
}: {
  source: Source
  suggested: string
  onClose: () => void
}) {
  const { t } = useTranslation("audience")
  const queries = useQueryClient()
  const told = useTold()
  return (
    <FormDialog<Named>
      title={t("saveAs")}
      ok={t("save")}
      initial={{ name: suggested.slice(0, 200), note: "" }}
      onSave={async ({ name, note }) => {
        const made = await saveAudience({ name: name.trim(), note: (note ?? "").trim() }, source)
        void freshAudiences(queries)
        told(made)
      }}
      onClose={onClose}
    >
      <p className="br-quiet">{t("saveHint")}</p>
      <Form.Item
        name="name"
        label={t("name")}
        rules={[{ required: true, whitespace: true, message: t("nameNeeded") }]}
      >
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <Form.Item name="note" label={t("note")}>
        <GrowingArea maxLength={2000} minRows={2} maxRows={6} placeholder={t("noteHint")} />
      </Form.Item>
    </FormDialog>
  )
}

/** Say that an audience was saved, with the way to it. */
function useTold(): (made: Audience) => void {
  const { t } = useTranslation("audience")
  const { message } = App.useApp()
  const go = useGo() // what is told stands outside of the pages, where no link works
  return (made) => {
    const said = { count: made.people, people: exact(made.people), name: made.name }
    void message.open({
      type: "success",
      duration: 6,
      content: (
        <>
          {t("saved", said)}{" "}
          <Button type="link" size="small" onClick={() => go("/people/audiences")}>
            {t("see")}
          </Button>
        </>
      ),
    })
  }
}
