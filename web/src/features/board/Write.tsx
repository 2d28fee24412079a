import { Button, Mentions } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Author } from "@/features/board/api"
import { mentionsIn, nameOf } from "@/features/board/mentions"
import { Problem } from "@/ui/Problem"

/** A comment to be written; `@` offers the members. */
export function Write({
  people,
  verb,
  first = "",
  onSay,
  onCancel,
}: {
  people: Author[]
  verb: string
  first?: string
  onSay: (said: { text: string; mentions: number[] }) => Promise<void>
  onCancel?: () => void
}) {
  const { t } = useTranslation("board")
  const [text, setText] = useState(first)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<unknown>(null)
  const say = async () => {
    setBusy(true)
    try {
      await onSay({ text, mentions: mentionsIn(text, people) })
      setText("")
      setFailed(null)
    } catch (error) {
      setFailed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="br-comment-write">
      {failed !== null && <Problem error={failed} />}
      <Mentions
        rows={3}
        maxLength={4000}
        value={text}
        aria-label={t("comment")}
        placeholder={t("commentHint")}
        options={people.map((one) => ({
          key: String(one.id),
          value: nameOf(one),
          label: nameOf(one),
        }))}
        onChange={setText}
      />
      <div className="br-board-actions">
        <Button
          type="primary"
          size="small"
          disabled={text.trim() === ""}
          loading={busy}
          onClick={() => void say()}
        >
          {verb}
        </Button>
        {onCancel && (
          <Button size="small" onClick={onCancel}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </div>
  )
}
