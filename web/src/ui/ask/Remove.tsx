import { CloseOutlined } from "@ant-design/icons"
import { Button } from "antd"
import "@/ui/ask/ask.css"

/** The quiet cross that takes a part of the sentence away. */
export function Remove({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <Button
      type="text"
      size="small"
      className="br-remove"
      icon={<CloseOutlined />}
      aria-label={name}
      onClick={onClick}
    />
  )
}
