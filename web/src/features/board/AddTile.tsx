import { useMutation, useQuery } from "@tanstack/react-query"
import { Button, Input, Modal, Radio, Skeleton } from "antd"
import { useDeferredValue, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { addTile, type Board, listQuestions, type NewTile } from "@/features/board/api"
import { TextDialog } from "@/features/board/TextDialog"
import { useAt, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** Put a saved question, one of its numbers, or a text on the board. */
export function AddTile({
  board,
  onDone,
  onClose,
}: {
  board: Board
  onDone: (board: Board) => void
  onClose: () => void
}) {
  const { t } = useTranslation("board")
  const at = useAt()
  const [kind, setKind] = useState<NewTile["kind"]>("question")
  const [search, setSearch] = useState("")
  const wanted = useDeferredValue(search.trim())
  const adding = useMutation({
    mutationFn: (tile: NewTile) => addTile(board.id, tile),
    onSuccess: (made) => {
      onDone(made)
      onClose()
    },
  })
  const add = (tile: Partial<NewTile>) =>
    adding.mutate({ title: "", text: "", show: "chart", ...tile, kind })
  if (kind === "text") {
    return (
      <TextDialog
        tile={{ kind, title: "", text: "" }}
        title=""
        onDone={add}
        onClose={() => (adding.isIdle ? onClose() : undefined)}
      />
    )
  }
  return (
    <Modal open title={t("addTile")} footer={null} onCancel={onClose}>
      <Radio.Group
        aria-label={t("addTile")}
        value={kind}
        onChange={(event) => setKind(event.target.value)}
        optionType="button"
        options={(["question", "number", "text"] as const).map((value) => ({
          value,
          label: t(`kind.${value}`),
        }))}
      />
      <Input
        className="br-board-find"
        allowClear
        aria-label={t("findQuestion")}
        placeholder={t("findQuestion")}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {adding.isError && <Problem error={adding.error} />}
      <Questions
        search={wanted}
        trends={kind === "number"}
        onPick={(question) => add({ question })}
      />
      <p className="br-quiet">
        <Link to={at("/insights")}>{t("askAnother")}</Link>
      </p>
    </Modal>
  )
}

function Questions({
  search,
  trends,
  onPick,
}: {
  search: string
  trends: boolean
  onPick: (id: string) => void
}) {
  const { t } = useTranslation("board")
  const { name } = useProject()
  const found = useQuery({
    queryKey: ["questions", name, "pick", search],
    queryFn: ({ signal }) => listQuestions(search, signal),
  })
  if (found.isError) return <Problem error={found.error} onRetry={() => void found.refetch()} />
  if (!found.data) return <Skeleton active title={false} paragraph={{ rows: 4 }} />
  const fit = found.data.data.filter(({ kind }) => !trends || kind === "trend")
  if (fit.length === 0) return <p>{t("noQuestions")}</p>
  return (
    <ul className="br-board-pick">
      {fit.map((one) => (
        <li key={one.id}>
          <Button type="text" block onClick={() => onPick(one.id)}>
            <strong>{one.name}</strong>
            <small className="br-quiet">{t(`shell:${one.kind}`)}</small>
          </Button>
        </li>
      ))}
    </ul>
  )
}
