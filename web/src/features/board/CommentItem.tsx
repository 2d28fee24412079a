import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type Author, type Comment, changeComment, deleteComment } from "@/features/board/api"
import { nameOf, parted } from "@/features/board/mentions"
import { Write } from "@/features/board/Write"
import { ago } from "@/lib/format"
import { useMay, useMe } from "@/lib/session"

/** One comment; one's own can be said otherwise or taken back. */
export function CommentItem({
  board,
  comment,
  people,
  onChange,
}: {
  board: string
  comment: Comment
  people: Author[]
  onChange: () => Promise<void>
}) {
  const { t } = useTranslation("board")
  const me = useMe()
  const may = useMay()
  const [editing, setEditing] = useState(false)
  const mine = comment.author !== null && comment.author.id === me.data?.user.id
  if (comment.deleted) {
    return <li className="br-comment br-quiet">{t("commentGone")}</li>
  }
  return (
    <li className={comment.unread ? "br-comment br-comment-unread" : "br-comment"}>
      <header>
        <strong>{comment.author ? nameOf(comment.author) : t("nobody")}</strong>
        <small className="br-quiet">
          {ago(comment.created)}
          {comment.edited && ` · ${t("edited")}`}
        </small>
      </header>
      {editing ? (
        <Write
          people={people}
          verb={t("save")}
          first={comment.text}
          onCancel={() => setEditing(false)}
          onSay={async (said) => {
            await changeComment(board, comment.id, said)
            await onChange()
            setEditing(false)
          }}
        />
      ) : (
        <p>
          {parted(comment.text, people).map((part, i) =>
            part.is ? <strong key={i}>{part.text}</strong> : <span key={i}>{part.text}</span>,
          )}
        </p>
      )}
      {!editing && (mine || may.manage) && (
        <footer>
          {mine && (
            <Button type="link" size="small" onClick={() => setEditing(true)}>
              {t("edit")}
            </Button>
          )}
          <Button
            type="link"
            size="small"
            onClick={() => void deleteComment(board, comment.id).then(onChange)}
          >
            {t("takeAway")}
          </Button>
        </footer>
      )}
    </li>
  )
}
