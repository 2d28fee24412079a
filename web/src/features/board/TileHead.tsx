import { EditOutlined, InfoCircleOutlined, LoadingOutlined } from "@ant-design/icons"
import { Button, Tooltip } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { useAt } from "@/lib/session"

/** The title of a tile, which opens its question, and what can be done with it. */
export function TileHead({
  title,
  to,
  onExplain,
  busy,
  children,
}: {
  title: string
  /** The address of its question; null where it cannot be opened. */
  to: string | null
  onExplain: (() => void) | null
  busy: boolean
  children?: React.ReactNode
}) {
  const { t } = useTranslation("board")
  if (!title && !children) return null
  return (
    <header className="br-board-head">
      <h2>{title}</h2>
      {busy && <LoadingOutlined aria-label={t("common:loading")} className="br-quiet" />}
      {to && <OpenLink to={to} title={title} />}
      {onExplain && (
        <Tooltip title={t("explain")}>
          <Button
            type="text"
            size="small"
            icon={<InfoCircleOutlined />}
            aria-label={t("explainOf", { title })}
            onClick={onExplain}
          />
        </Tooltip>
      )}
      {children}
    </header>
  )
}

function OpenLink({ to, title }: { to: string; title: string }) {
  const { t } = useTranslation("board")
  const at = useAt()
  return (
    <Tooltip title={t("openBuilder")}>
      <Link to={at(to)} className="br-board-open" aria-label={t("openBuilderOf", { title })}>
        <EditOutlined aria-hidden />
      </Link>
    </Tooltip>
  )
}
