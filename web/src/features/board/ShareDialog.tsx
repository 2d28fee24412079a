import { MailOutlined } from "@ant-design/icons"
import { useMutation } from "@tanstack/react-query"
import { Alert, Button, Modal } from "antd"
import { Suspense, useState } from "react"
import { useTranslation } from "react-i18next"
import { type Board, share, unshare } from "@/features/board/api"
import { useParts } from "@/features/board/parts"
import { ago } from "@/lib/format"
import { Copyable } from "@/ui/Copyable"
import { Problem } from "@/ui/Problem"

/** A public link: made, shown once, and taken back. */
export function ShareDialog({
  board,
  onChange,
  onClose,
}: {
  board: Board
  onChange: () => void
  onClose: () => void
}) {
  const { t } = useTranslation("board")
  const { Send } = useParts()
  const [address, setAddress] = useState("")
  const [sending, setSending] = useState(false)
  const making = useMutation({
    mutationFn: () => share(board.id),
    onSuccess: ({ path }) => {
      setAddress(`${window.location.origin}${path}`)
      onChange()
    },
  })
  const taking = useMutation({
    mutationFn: () => unshare(board.id),
    onSuccess: () => {
      setAddress("")
      onChange()
    },
  })
  const { link } = board
  const failed = making.error ?? taking.error
  if (sending) {
    return (
      <Suspense>
        <Send board={board.id} onClose={onClose} />
      </Suspense>
    )
  }
  return (
    <Modal open title={t("shareTitle")} footer={null} onCancel={onClose}>
      <p>{t("shareLead")}</p>
      {hasStatement(board) && <Alert type="warning" showIcon title={t("shareSql")} />}
      {failed && <Problem error={failed} />}
      {address && (
        <>
          <Alert type="success" showIcon title={t("linkOnce")} />
          <h3>{t("link")}</h3>
          <Copyable text={address} label={t("link")} />
          <h3>{t("frame")}</h3>
          <Copyable text={frameOf(address, board.name)} label={t("frame")} />
        </>
      )}
      {link && !address && (
        <p className="br-quiet">
          {t("sharedBy", {
            who: link.creator?.name || link.creator?.email || t("program"),
            ago: ago(link.created),
          })}
        </p>
      )}
      <div className="br-board-actions">
        <Button
          type={link ? "default" : "primary"}
          loading={making.isPending}
          disabled={board.visibility === "private"}
          onClick={() => making.mutate()}
        >
          {t(link ? "newLink" : "makeLink")}
        </Button>
        {link && (
          <Button danger loading={taking.isPending} onClick={() => taking.mutate()}>
            {t("takeBack")}
          </Button>
        )}
      </div>
      {board.visibility === "private" && <p className="br-quiet">{t("privateFirst")}</p>}
      <h3>{t("sendTitle")}</h3>
      <p>{t("sendLead")}</p>
      <Button icon={<MailOutlined />} onClick={() => setSending(true)}>
        {t("sendTitle")}
      </Button>
    </Modal>
  )
}

/** Whether somebody's own statement stands on the board, whose rows may name people. */
function hasStatement({ tiles, questions }: Board): boolean {
  const statements = new Set(questions.filter(({ kind }) => kind === "sql").map(({ id }) => id))
  return tiles.some(({ ask, question }) => ask?.kind === "sql" || statements.has(question ?? ""))
}

/** What shows the board inside of another page. */
function frameOf(address: string, title: string): string {
  const said = title.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")
  return `<iframe src="${address}" title="${said}" width="100%" height="800"></iframe>`
}
