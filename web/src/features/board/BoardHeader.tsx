import {
  CommentOutlined,
  FullscreenExitOutlined,
  FullscreenOutlined,
  GlobalOutlined,
  LockOutlined,
  PlusOutlined,
} from "@ant-design/icons"
import { Badge, Button, Tooltip } from "antd"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { AddTile } from "@/features/board/AddTile"
import type { Board } from "@/features/board/api"
import { BoardMenu } from "@/features/board/BoardMenu"
import { Comments } from "@/features/board/Comments"
import { ShareDialog } from "@/features/board/ShareDialog"
import type { useBoard } from "@/features/board/useBoard"
import type { Wall } from "@/features/board/useWall"

/** The board's name, and what can be done with it. */
export function BoardHeader({
  state,
  board,
  arranging,
  onArrange,
  wall,
}: {
  state: ReturnType<typeof useBoard>
  board: Board
  arranging: boolean
  /** Null where there is no grid to arrange. */
  onArrange: ((on: boolean) => void) | null
  wall: Wall
}) {
  const { t } = useTranslation("board")
  const [open, setOpen] = useState<"add" | "share" | "talk" | null>(null)
  useEffect(() => {
    document.title = `${board.name} · Bellrock`
  }, [board.name])
  const close = () => setOpen(null)
  return (
    <header className="br-page-head br-board-title">
      <div>
        <h1>
          {board.name} <Seen board={board} />
        </h1>
        {board.description && <p className="br-quiet">{board.description}</p>}
      </div>
      <div className="br-page-extra">
        {wall.on ? (
          <Button icon={<FullscreenExitOutlined />} onClick={wall.leave}>
            {t("leaveWall")}
          </Button>
        ) : (
          <>
            {board.may_change && (
              <Button icon={<PlusOutlined />} onClick={() => setOpen("add")}>
                {t("add")}
              </Button>
            )}
            {board.may_change && onArrange && (
              <Button
                type={arranging ? "primary" : "default"}
                aria-pressed={arranging}
                loading={arranging && state.saving}
                onClick={() => onArrange(!arranging)}
              >
                {arranging ? t("arranged") : t("arrange")}
              </Button>
            )}
            <Badge count={board.unread} size="small">
              <Button icon={<CommentOutlined />} onClick={() => setOpen("talk")}>
                {t("comments")}
              </Button>
            </Badge>
            <Tooltip title={t("wall")}>
              <Button icon={<FullscreenOutlined />} aria-label={t("wall")} onClick={wall.enter} />
            </Tooltip>
            {board.may_change && <Button onClick={() => setOpen("share")}>{t("share")}</Button>}
            <BoardMenu board={board} state={state} />
          </>
        )}
      </div>
      {open === "add" && <AddTile board={board} onDone={state.keep} onClose={close} />}
      {open === "share" && (
        <ShareDialog board={board} onChange={() => void state.query.refetch()} onClose={close} />
      )}
      {open === "talk" && (
        <Comments board={board} onRead={() => void state.query.refetch()} onClose={close} />
      )}
    </header>
  )
}

function Seen({ board }: { board: Board }) {
  const { t } = useTranslation("board")
  if (board.visibility === "private") {
    return (
      <Tooltip title={t("isPrivate")}>
        <LockOutlined aria-label={t("isPrivate")} className="br-quiet" />
      </Tooltip>
    )
  }
  if (board.link === null) return null
  return (
    <Tooltip title={t("isPublic")}>
      <GlobalOutlined aria-label={t("isPublic")} className="br-quiet" />
    </Tooltip>
  )
}
