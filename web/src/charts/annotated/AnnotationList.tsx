import { DeleteOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons"
import { App, Button } from "antd"
import { useTranslation } from "react-i18next"
import { AnnotationDialog } from "@/charts/annotated/AnnotationDialog"
import type { Mark } from "@/charts/annotated/marks"
import type { Marking, Shown } from "@/charts/annotated/useMarks"
import { NOTE_KINDS, useAnnotating } from "@/lib/annotations"
import { day } from "@/lib/format"
import { Choose } from "@/ui/ask/Choose"
import "@/charts/annotated/annotated.css"

/** What happened, by the numbers of its marks: each can be read, changed and taken away by keys. */
export function AnnotationList({ marking, zone }: { marking: Marking; zone: string }) {
  const { t } = useTranslation("annotations")
  const { marks, all, may, shown, show, writing, write, add } = marking
  if (all === 0 && !may) return null
  const kinds = NOTE_KINDS.map((value) => ({ value: value as Shown, label: t(`only.${value}`) }))
  const options = [
    { value: "all" as Shown, label: t("only.all") },
    ...kinds,
    { value: "none" as Shown, label: t("only.none") },
  ]
  return (
    <section className="br-annotations" aria-label={t("title")}>
      {all > 0 && (
        <Choose name={t("which")} value={shown} options={options} onChange={(one) => show(one)} />
      )}
      {may && (
        <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} onClick={add}>
          {t("add")}
        </Button>
      )}
      {marks.length > 0 && (
        <ol>
          {marks.map((mark) => (
            <Row key={mark.annotation.id} mark={mark} zone={zone} marking={marking} />
          ))}
        </ol>
      )}
      {writing !== null && (
        <AnnotationDialog what={writing} zone={zone} onClose={() => write(null)} />
      )}
    </section>
  )
}

function Row({ mark, zone, marking }: { mark: Mark; zone: string; marking: Marking }) {
  const { t } = useTranslation("annotations")
  const { annotation, number } = mark
  const { at, until, kind, text, author } = annotation
  const { remove } = useRemoving()
  const when = until
    ? `${day(at, zone)} – ${day(new Date(Date.parse(until) - 1), zone)}`
    : day(at, zone)
  return (
    <li>
      <span className="br-annotation-number">{number}</span>
      <span className="br-annotation-when">{when}</span>
      <span className="br-annotation-kind">{t(`kind.${kind}`)}</span>
      <span className="br-annotation-text" title={author ?? t("program")}>
        {text}
      </span>
      {marking.may && (
        <span className="br-annotation-do">
          <Button
            size="small"
            type="text"
            icon={<EditOutlined aria-hidden />}
            aria-label={t("change", { text })}
            onClick={() => marking.write(annotation)}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined aria-hidden />}
            aria-label={t("remove", { text })}
            onClick={() => void remove(annotation.id)}
          />
        </span>
      )}
    </li>
  )
}

/** Take an annotation away at once, and offer it back. */
function useRemoving() {
  const { t } = useTranslation("annotations")
  const { message } = App.useApp()
  const { remove, restore } = useAnnotating()
  const tried = (act: Promise<unknown>) => act.catch(() => message.error(t("failed")))
  const away = async (id: string) => {
    await remove(id)
    const key = `annotation-${id}`
    const back = () => {
      message.destroy(key)
      void tried(restore(id))
    }
    const undo = (
      <Button type="link" size="small" onClick={back}>
        {t("undo")}
      </Button>
    )
    message.open({ key, type: "success", duration: 8, content: [t("removed"), " ", undo] })
  }
  return { remove: (id: string) => tried(away(id)) }
}
