import { DeleteOutlined, EditOutlined, PlusOutlined } from "@ant-design/icons"
import { App, Button } from "antd"
import { useTranslation } from "react-i18next"
import { AnnotationDialog } from "@/charts/annotated/AnnotationDialog"
import type { Mark } from "@/charts/annotated/marks"
import { type Marking, SHOWN, useShown } from "@/charts/annotated/useMarks"
import { useAnnotating } from "@/lib/annotations"
import { day } from "@/lib/format"
import { Choose } from "@/ui/ask/Choose"
import "@/charts/annotated/annotated.css"

/** What happened, by the numbers of its marks: each can be read, changed and taken away by keys. */
export function AnnotationList({ marking, zone }: { marking: Marking; zone: string }) {
  const { t } = useTranslation("annotations")
  const { marks, all, may, written, writing, write, add } = marking
  if (marks.length === 0 && !may && !(written && all > 0)) return null
  return (
    <section className="br-annotations" aria-label={t("title")}>
      {all > 0 && written && <ShownWord />}
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

/** The word that chooses which kinds are shown on all charts of the page. */
export function ShownWord() {
  const { t } = useTranslation("annotations")
  const [shown, show] = useShown()
  const options = SHOWN.map((value) => ({ value, label: t(`only.${value}`) }))
  return <Choose name={t("which")} value={shown} options={options} onChange={show} />
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
