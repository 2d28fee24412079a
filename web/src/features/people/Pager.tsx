import { LeftOutlined, RightOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { exact } from "@/lib/format"
import { PAGE_SIZE } from "./listing"

/** Which rows are shown, and the way to those before and after. */
export function Pager({
  page,
  shown,
  total,
  knowsWay,
  next,
  turn,
}: {
  page: number
  shown: number
  total: number | null
  /** Whether the page before this one is known; a shared link does not know it. */
  knowsWay: boolean
  next: string | null
  turn: { next: (cursor: string) => void; previous: () => void; first: () => void }
}) {
  const { t } = useTranslation("people")
  if (page === 1 && next === null) return null
  const from = (page - 1) * PAGE_SIZE + 1
  const range = { from: exact(from), to: exact(from + shown - 1) }
  return (
    <nav className="br-pager" aria-label={t("pages")}>
      <span className="br-quiet">
        {total === null ? t("range", range) : t("rangeOf", { ...range, total: exact(total) })}
      </span>
      {page > 1 && (
        <Button icon={<LeftOutlined aria-hidden />} onClick={knowsWay ? turn.previous : turn.first}>
          {knowsWay ? t("previous") : t("firstPage")}
        </Button>
      )}
      <Button
        icon={<RightOutlined aria-hidden />}
        iconPlacement="end"
        disabled={next === null}
        onClick={() => next !== null && turn.next(next)}
      >
        {t("next")}
      </Button>
    </nav>
  )
}
