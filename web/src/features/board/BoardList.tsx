import { GlobalOutlined, LockOutlined, PlusOutlined } from "@ant-design/icons"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Badge, Button } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { type BoardHead, listBoards, makeBoard } from "@/features/board/api"
import { ago } from "@/lib/format"
import { useAt, useGo, useMay, useProject } from "@/lib/session"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import { SearchedList, useSearched } from "@/ui/SearchedList"
import "@/features/board/board.css"

/** The boards that one sees, newest first, to be searched. */
export function BoardList({ extra }: { extra?: React.ReactNode }) {
  const { t } = useTranslation("board")
  const { name } = useProject()
  const may = useMay()
  const list = useSearched(["boards", name], listBoards)
  return (
    <Page
      title={t("boards")}
      lead={t("boardsLead")}
      extra={
        may.change && (
          <>
            {extra}
            <NewBoard />
          </>
        )
      }
    >
      <SearchedList
        list={list}
        name={t("boards")}
        find={t("find")}
        none={{ title: t("noBoards"), hint: t("noBoardsHint") }}
        noneFound={(search) => t("noneFound", { search })}
        row={(one) => <BoardRow key={one.id} board={one} />}
      />
    </Page>
  )
}

function NewBoard() {
  const { t } = useTranslation("board")
  const { name } = useProject()
  const queries = useQueryClient()
  const go = useGo()
  const making = useMutation({
    mutationFn: () =>
      makeBoard({
        name: t("newName"),
        description: "",
        visibility: "project",
        filters: {},
        tiles: [],
      }),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: ["boards", name] })
      go(`/boards/${id}`)
    },
  })
  return (
    <>
      {making.isError && <Problem error={making.error} />}
      <Button
        type="primary"
        icon={<PlusOutlined />}
        loading={making.isPending}
        onClick={() => making.mutate()}
      >
        {t("newBoard")}
      </Button>
    </>
  )
}

function BoardRow({ board }: { board: BoardHead }) {
  const { t } = useTranslation("board")
  const at = useAt()
  const { owner } = board
  return (
    <li>
      <Link to={at(`/boards/${board.id}`)} className="br-board-row">
        <span className="br-board-name">
          <strong>{board.name}</strong>
          {board.visibility === "private" && <LockOutlined aria-label={t("isPrivate")} />}
          {board.public && <GlobalOutlined aria-label={t("isPublic")} />}
          <Badge count={board.unread} size="small" title={t("unread", { count: board.unread })} />
          {board.description && <small>{board.description}</small>}
        </span>
        <small>{t("tiles", { count: board.tiles })}</small>
        <small>{owner ? owner.name || owner.email : t("program")}</small>
        <small>{t("updated", { ago: ago(board.updated) })}</small>
      </Link>
    </li>
  )
}
