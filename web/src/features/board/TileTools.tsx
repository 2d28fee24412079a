import { DeleteOutlined, DragOutlined, EllipsisOutlined } from "@ant-design/icons"
import { Button, Dropdown, type MenuProps, Tooltip } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { Tile } from "@/features/board/api"
import { moved, resized } from "@/features/board/places"
import { TextDialog } from "@/features/board/TextDialog"

const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** While a board is arranged: the grip, which also takes arrow keys, and what changes a tile. */
export function TileTools({
  tile,
  title,
  tiles,
  onChange,
  onSay,
}: {
  tile: Tile
  title: string
  tiles: Tile[]
  onChange: (tiles: Tile[]) => void
  /** Tells screen readers what became of a key. */
  onSay: (said: string) => void
}) {
  const { t } = useTranslation("board")
  const [writing, setWriting] = useState(false)
  const press = (event: React.KeyboardEvent) => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    const next = (event.shiftKey ? resized : moved)(tiles, tile.id, ...step)
    const place = next.find(({ id }) => id === tile.id)?.place
    if (place) {
      const { x = 0, y = 0, w = 0, h = 0 } = place
      onSay(t("placed", { title, column: x + 1, row: y + 1, w, h }))
    }
    onChange(next)
  }
  const set = (change: Partial<Tile>) =>
    onChange(tiles.map((one) => (one.id === tile.id ? { ...one, ...change } : one)))
  const items: MenuProps["items"] = [
    { key: "write", label: t(tile.kind === "text" ? "editText" : "rename") },
    ...(tile.kind === "question"
      ? [{ key: "show", label: t(tile.show === "table" ? "asChart" : "asTable") }]
      : []),
  ]
  const act: MenuProps["onClick"] = ({ key }) => {
    if (key === "write") setWriting(true)
    if (key === "show") set({ show: tile.show === "table" ? "chart" : "table" })
  }
  return (
    <>
      <Dropdown trigger={["click"]} autoFocus menu={{ items, onClick: act }}>
        <Button
          type="text"
          size="small"
          icon={<EllipsisOutlined />}
          aria-label={t("changeTile", { title })}
        />
      </Dropdown>
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t("removeTile", { title })}
        onClick={() => onChange(tiles.filter((one) => one.id !== tile.id))}
      />
      <Tooltip title={t("gripHint")}>
        <button
          type="button"
          className="br-tile-grip"
          aria-label={t("grip", { title })}
          aria-description={t("gripHint")}
          onKeyDown={press}
        >
          <DragOutlined aria-hidden />
        </button>
      </Tooltip>
      {writing && (
        <TextDialog
          tile={tile}
          title={title}
          onDone={(change) => set(change)}
          onClose={() => setWriting(false)}
        />
      )}
    </>
  )
}
