import { GlobalOutlined, LockOutlined, PlusOutlined, SearchOutlined } from "@ant-design/icons"
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query"
import { Badge, Button, Input, Skeleton } from "antd"
import { useDeferredValue } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { type BoardHead, listBoards, makeBoard } from "@/features/board/api"
import { ago } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useAt, useGo, useMay, useProject } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import "@/features/board/board.css"

/** The boards that one sees, newest first, to be searched. */
export function BoardList({ extra }: { extra?: React.ReactNode }) {
  const { t } = useTranslation("board")
  const { name } = useProject()
  const may = useMay()
  const [search, setSearch] = useAddress("search", "")
  const wanted = useDeferredValue(search.trim())
  const boards = useInfiniteQuery({
    queryKey: ["boards", name, wanted],
    queryFn: ({ pageParam, signal }) => listBoards({ search: wanted, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
  const all = boards.data?.pages.flatMap((page) => page.data) ?? []
  const nothing = boards.data !== undefined && all.length === 0
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
      {boards.isError && <Problem error={boards.error} onRetry={() => void boards.refetch()} />}
      <section className="br-card br-boards" aria-label={t("boards")}>
        <Input
          allowClear
          prefix={<SearchOutlined className="br-quiet" />}
          aria-label={t("find")}
          placeholder={t("find")}
          value={search}
          maxLength={200}
          onChange={(event) => setSearch(event.target.value)}
        />
        {boards.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
        {nothing && wanted === "" && <Empty title={t("noBoards")} hint={t("noBoardsHint")} />}
        {nothing && wanted !== "" && <Empty title={t("noneFound", { search: wanted })} />}
        <ul>
          {all.map((one) => (
            <BoardRow key={one.id} board={one} />
          ))}
        </ul>
        {boards.hasNextPage && (
          <Button block onClick={() => void boards.fetchNextPage()}>
            {t("showMore")}
          </Button>
        )}
      </section>
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
