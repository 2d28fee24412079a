import { useQuery, useQueryClient } from "@tanstack/react-query"
import { Drawer, Skeleton } from "antd"
import { useEffect, useRef } from "react"
import { useTranslation } from "react-i18next"
import {
  addComment,
  type Board,
  listComments,
  listMentionable,
  readComments,
} from "@/features/board/api"
import { CommentItem } from "@/features/board/CommentItem"
import { Write } from "@/features/board/Write"
import { useProject } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"

/** What members say about a board; to open it is to have read what mentions one. */
export function Comments({
  board,
  onRead,
  onClose,
}: {
  board: Board
  onRead: () => void
  onClose: () => void
}) {
  const { t } = useTranslation("board")
  const { name } = useProject()
  const queries = useQueryClient()
  const key = ["comments", name, board.id]
  const comments = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => {
      const first = await listComments(board.id, null, signal)
      const all = [...first.data]
      for (let next = first.next ?? null; next !== null; ) {
        const page = await listComments(board.id, next, signal)
        all.push(...page.data)
        next = page.next ?? null
      }
      return all
    },
    refetchInterval: 20_000,
  })
  const people = useQuery({
    queryKey: ["mentionable", name, board.id],
    queryFn: ({ signal }) => listMentionable(board.id, signal),
  })
  const unread = comments.data?.some((one) => one.unread) ?? false
  const told = useRef(onRead)
  told.current = onRead
  useEffect(() => {
    if (unread) void readComments(board.id).then(() => told.current())
  }, [unread, board.id])
  const fresh = () => queries.invalidateQueries({ queryKey: key })
  return (
    <Drawer open onClose={onClose} title={t("comments")} size={440}>
      {comments.isError && (
        <Problem error={comments.error} onRetry={() => void comments.refetch()} />
      )}
      {comments.isPending && <Skeleton active />}
      {comments.data?.length === 0 && <Empty title={t("noComments")} hint={t("noCommentsHint")} />}
      <ul className="br-comments" aria-label={t("comments")}>
        {comments.data?.map((one) => (
          <CommentItem
            key={one.id}
            board={board.id}
            comment={one}
            people={people.data ?? []}
            onChange={fresh}
          />
        ))}
      </ul>
      <Write
        people={people.data ?? []}
        verb={t("say")}
        onSay={async (said) => {
          await addComment(board.id, said)
          await fresh()
        }}
      />
    </Drawer>
  )
}
