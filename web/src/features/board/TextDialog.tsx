import { Input, Modal } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Tile } from "@/features/board/api"
import { Field } from "@/features/board/Field"
import { GrowingArea } from "@/ui/GrowingArea"

/** The title of a tile, and of a text tile its text. */
export function TextDialog({
  tile,
  title,
  onDone,
  onClose,
}: {
  tile: Pick<Tile, "kind" | "title" | "text">
  title: string
  onDone: (change: { title: string; text: string }) => void
  onClose: () => void
}) {
  const { t } = useTranslation("board")
  const [named, setNamed] = useState(tile.title ?? "")
  const [text, setText] = useState(tile.text ?? "")
  const isText = tile.kind === "text"
  return (
    <Modal
      open
      title={isText ? t("textTile") : t("rename")}
      okText={t("done")}
      okButtonProps={{ disabled: isText && text.trim() === "" }}
      onOk={() => {
        onDone({ title: named.trim(), text })
        onClose()
      }}
      onCancel={onClose}
    >
      <Field name={t("tileTitle")}>
        {(id) => (
          <>
            <Input
              id={id}
              value={named}
              maxLength={200}
              placeholder={isText ? "" : title}
              onChange={(event) => setNamed(event.target.value)}
            />
          </>
        )}
      </Field>
      {isText && (
        <Field name={t("text")}>
          {(id) => (
            <>
              <GrowingArea
                id={id}
                minRows={5}
                maxRows={16}
                maxLength={5000}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
              <small className="br-quiet">{t("textHint")}</small>
            </>
          )}
        </Field>
      )}
    </Modal>
  )
}
