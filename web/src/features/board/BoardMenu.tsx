import { MoreOutlined } from "@ant-design/icons"
import { useQueryClient } from "@tanstack/react-query"
import { App, Button, Dropdown, Input, type MenuProps, Modal } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router"
import { type Board, deleteBoard, restoreBoard } from "@/features/board/api"
import { Field } from "@/features/board/Field"
import type { useBoard } from "@/features/board/useBoard"
import { inProject } from "@/lib/api"
import { useAt, useProject } from "@/lib/session"
import { useLine } from "@/ui/Problem"

/** What is seldom done with a board: name it, who sees it, take it along, delete it. */
export function BoardMenu({ board, state }: { board: Board; state: ReturnType<typeof useBoard> }) {
  const { t } = useTranslation("board")
  const [naming, setNaming] = useState(false)
  const remove = useRemove(board)
  const items: MenuProps["items"] = [
    ...(board.may_change
      ? [
          { key: "rename", label: t("rename") },
          {
            key: "see",
            label: t(board.visibility === "private" ? "toProject" : "toPrivate"),
            disabled: board.visibility === "project" && board.owner === null,
          },
        ]
      : []),
    { key: "yaml", label: t("exportYaml") },
    ...(board.may_change ? [{ key: "delete", label: t("delete"), danger: true }] : []),
  ]
  const act: MenuProps["onClick"] = ({ key }) => {
    if (key === "rename") setNaming(true)
    if (key === "see") {
      void state.change({ visibility: board.visibility === "private" ? "project" : "private" })
    }
    if (key === "yaml") window.location.assign(inProject(`/api/v1/boards/${board.id}/yaml`))
    if (key === "delete") void remove()
  }
  return (
    <>
      <Dropdown
        trigger={["click"]}
        autoFocus
        placement="bottomRight"
        menu={{ items, onClick: act }}
      >
        <Button icon={<MoreOutlined />} aria-label={t("more")} />
      </Dropdown>
      {naming && (
        <NameDialog
          board={board}
          onDone={(name, description) => state.change({ name, description })}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}

function NameDialog({
  board,
  onDone,
  onClose,
}: {
  board: Board
  onDone: (name: string, description: string) => Promise<void>
  onClose: () => void
}) {
  const { t } = useTranslation("board")
  const [name, setName] = useState(board.name)
  const [description, setDescription] = useState(board.description)
  return (
    <Modal
      open
      title={t("rename")}
      okText={t("done")}
      okButtonProps={{ disabled: name.trim() === "" }}
      onOk={() => void onDone(name.trim(), description).then(onClose)}
      onCancel={onClose}
    >
      <Field name={t("name")}>
        {(id) => (
          <>
            <Input
              id={id}
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.target.value)}
            />
          </>
        )}
      </Field>
      <Field name={t("description")}>
        {(id) => (
          <>
            <Input
              id={id}
              value={description}
              maxLength={2000}
              onChange={(event) => setDescription(event.target.value)}
            />
          </>
        )}
      </Field>
    </Modal>
  )
}

/** Delete at once, and offer to take that back. */
function useRemove(board: Board): () => Promise<void> {
  const { t } = useTranslation("board")
  const { message } = App.useApp()
  const { name } = useProject()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const at = useAt()
  const [failed, setFailed] = useState<unknown>(null)
  const line = useLine(failed)
  const fresh = () => queries.invalidateQueries({ queryKey: ["boards", name] })
  const back = async () => {
    await restoreBoard(board.id)
    await fresh()
    await navigate(at(`/boards/${board.id}`))
  }
  return async () => {
    try {
      await deleteBoard(board.id)
    } catch (error) {
      setFailed(error)
      void message.error(line || t("notDone"))
      return
    }
    queries.removeQueries({ queryKey: ["board", name, board.id] })
    await fresh()
    await navigate(at("/boards"))
    message.open({
      type: "success",
      duration: 8,
      content: (
        <>
          {t("deleted")}{" "}
          <Button type="link" size="small" onClick={() => void back()}>
            {t("undo")}
          </Button>
        </>
      ),
    })
  }
}
