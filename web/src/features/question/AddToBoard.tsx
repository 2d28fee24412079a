import { AppstoreAddOutlined } from "@ant-design/icons"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { App, Button, Modal, Skeleton, Tooltip } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router"
import { addToBoard, listBoards, newBoard } from "@/features/question/api"
import type { Question } from "@/features/question/useQuestion"
import type { Schemas } from "@/lib/api"
import { type AnyKind, oneOf } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { useAt, useMay, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

type Chart = Schemas["Inline"]["chart"]

interface Props {
  kind: AnyKind
  question: Question
  title: string
}

/** Put the question on a board: the saved one, or as it is asked here where it is not saved so. */
export function AddToBoard(props: Props) {
  const { t } = useTranslation("question")
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!may.change) return null
  return (
    <>
      <Tooltip title={t("toBoard")}>
        <Button
          icon={<AppstoreAddOutlined />}
          aria-label={t("toBoard")}
          onClick={() => setOpen(true)}
        />
      </Tooltip>
      {open && <Choice {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function Choice({ kind, question, title, onClose }: Props & { onClose: () => void }) {
  const { t } = useTranslation("question")
  const { name } = useProject()
  const at = useAt()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const boards = useQuery({
    queryKey: ["boards", name, "pick"],
    queryFn: ({ signal }) => listBoards(signal),
  })
  const { saved, changed, body } = question
  const [said] = useAddress("chart", "")
  const chart = kind.picks ? oneOf<Chart>(said, ["table", "line", "bar", "number"], "") : ""
  const drawn = (saved?.view as { chart?: string } | undefined)?.chart ?? ""
  const kept = saved !== null && !saved.deleted && !changed && drawn === chart
  const tile = kept
    ? { question: saved.id, title: title === saved.name ? "" : title }
    : { ask: { kind: kind.name, ask: body, chart }, title }
  const adding = useMutation({
    mutationFn: async (board: string | null) =>
      addToBoard(board ?? (await newBoard(t("newBoard"))).id, tile),
    onSuccess: (board) => {
      queries.setQueryData(["board", name, board.id], board)
      void queries.invalidateQueries({ queryKey: ["boards", name] })
      message.open({
        type: "success",
        duration: 8,
        content: (
          <Button type="link" size="small" onClick={() => void navigate(at(`/boards/${board.id}`))}>
            {t("onBoard", { board: board.name })}
          </Button>
        ),
      })
      onClose()
    },
  })
  const mine = boards.data?.data.filter((one) => one.may_change) ?? []
  return (
    <Modal open title={t("toBoard")} footer={null} onCancel={onClose}>
      {adding.isError && <Problem error={adding.error} />}
      {boards.isError && <Problem error={boards.error} onRetry={() => void boards.refetch()} />}
      {boards.isPending && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      <ul className="br-board-choice" aria-label={t("toBoard")}>
        {mine.map((one) => (
          <li key={one.id}>
            <Button block disabled={adding.isPending} onClick={() => adding.mutate(one.id)}>
              {one.name}
            </Button>
          </li>
        ))}
      </ul>
      <Button type="dashed" block loading={adding.isPending} onClick={() => adding.mutate(null)}>
        {t("toNewBoard")}
      </Button>
    </Modal>
  )
}
