import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons"
import { Skeleton, Tooltip } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import type { Days } from "@/features/home/days"
import { type Figure, isFlat } from "@/features/home/figures"
import { change, exact, number, weekday } from "@/lib/format"
import { useAt } from "@/lib/session"
import { Sparkline } from "@/ui/Sparkline"

/** One figure of the day, against the same weekday before, and its hours; it opens as a question. */
export function Tile({
  title,
  hint,
  figure,
  to,
  days,
  waiting,
  failed = false,
}: {
  title: string
  hint?: string
  figure: Figure
  to: string
  days: Days
  waiting: boolean
  failed?: boolean
}) {
  const { t } = useTranslation("home")
  const at = useAt()
  const { now, before, points, pointsBefore } = figure
  return (
    <Link to={at(to)} className="br-card br-tile">
      <Tooltip title={hint}>
        <span className="br-tile-title">{title}</span>
      </Tooltip>
      {waiting ? (
        <Skeleton active title={{ width: "60%" }} paragraph={{ rows: 1 }} />
      ) : (
        <>
          <span className="br-figure" title={exact(now)}>
            {failed ? t("notNow") : number(now)}
          </span>
          <Change now={now} before={before} />
        </>
      )}
      {isFlat(figure) && now === 0 && before === 0 && (
        <span className="br-tile-nothing">{t("neither")}</span>
      )}
      {points.length > 1 && !isFlat(figure) && (
        <Sparkline
          points={points}
          before={days.today ? pointsBefore.slice(0, -1) : pointsBefore} // its last hour is cut short
          open={days.today}
          label={t("hours", { title, before: weekday(days.before) })}
        />
      )}
    </Link>
  )
}

/** By how much more or less; an arrow and a sign say it as well as the colour. */
function Change({ now, before }: { now: number | null; before: number | null }) {
  const { t } = useTranslation("home")
  if (now === null || before === null || (now === 0 && before === 0)) return null
  const than = t("than", { before: number(before) })
  if (before === 0 || now === before) return <span className="br-tile-change">{than}</span>
  const up = now > before
  return (
    <span className="br-tile-change">
      <span className={up ? "br-up" : "br-down"}>
        {up ? <ArrowUpOutlined aria-hidden="true" /> : <ArrowDownOutlined aria-hidden="true" />}
        {change(now, before)}
      </span>{" "}
      {than}
    </span>
  )
}
