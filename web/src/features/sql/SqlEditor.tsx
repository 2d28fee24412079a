import { useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import { type Editor, insert, makeEditor, markWrong, setText } from "./editor"
import type { SqlWords } from "./words"

/** The text of a statement; `typed` hands out the way to put a word where the cursor stands. */
export function SqlEditor({
  text,
  words,
  wrong,
  onChange,
  onRun,
  typed,
}: {
  text: string
  words: SqlWords | null
  wrong: { line: number; column: number } | null
  onChange: (text: string) => void
  onRun: () => void
  typed: (insert: (text: string) => void) => void
}) {
  const { t } = useTranslation("sql")
  const place = useRef<HTMLDivElement>(null)
  const made = useRef<Editor | null>(null)
  const latest = useRef({ onChange, onRun, typed, text })
  latest.current = { onChange, onRun, typed, text }
  const [label, hint] = [t("editor"), t("example")]

  useEffect(() => {
    if (!place.current) return
    const editor = makeEditor(place.current, {
      text: latest.current.text,
      label,
      hint,
      onChange: (now) => latest.current.onChange(now),
      onRun: () => latest.current.onRun(),
    })
    made.current = editor
    latest.current.typed((said) => insert(editor.view, said))
    return () => {
      editor.view.destroy()
      made.current = null
    }
  }, [label, hint])

  useEffect(() => {
    if (made.current) setText(made.current.view, text)
  }, [text])
  useEffect(() => {
    if (made.current && words) made.current.words(words)
  }, [words])
  const [line, column] = [wrong?.line ?? 0, wrong?.column ?? 0]
  useEffect(() => {
    if (made.current) markWrong(made.current.view, line > 0 ? { line, column } : null)
  }, [line, column])
  return <div className="br-sql-editor" ref={place} />
}
