import { CaretRightOutlined, PauseOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { number } from "@/lib/format"
import type { StreamState } from "@/lib/stream"

/** Whether the stream is open, and the button that holds the list still and lets it go on. */
export function StreamBar({
  state,
  paused,
  waiting,
  onPause,
}: {
  state: StreamState
  paused: boolean
  waiting: number
  onPause: (paused: boolean) => void
}) {
  const { t } = useTranslation("live")
  const said = state === "open" && paused ? "paused" : state
  const words =
    said === "paused"
      ? t("waiting", { count: waiting, shown: number(waiting) })
      : t(`state_${said}`)
  return (
    <>
      <span className={`br-live-state br-live-state-${said}`} role="status">
        <i aria-hidden="true" />
        {words}
      </span>
      <Button
        icon={paused ? <CaretRightOutlined /> : <PauseOutlined />}
        type={paused ? "primary" : "default"}
        aria-pressed={paused}
        onClick={() => onPause(!paused)}
      >
        {paused ? t("resume") : t("pause")}
      </Button>
    </>
  )
}
