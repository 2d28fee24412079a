import { Button, DatePicker, Select, Space } from "antd"
import dayjs from "dayjs"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ShownWord } from "@/charts/annotated/AnnotationList"
import type { Board, Filters } from "@/features/board/api"
import { inForce, isOverridden, useOverride } from "@/features/board/useOverride"
import { PRESETS } from "@/lib/range"
import { whereText } from "@/lib/where"
import { FilterWord } from "@/ui/ask/FilterEditor"

const OWN = "own"
const EACH = ""

/** Filters for the whole board: dates instead of each tile's own, and a filter beside its own. */
export function FilterBar({
  board,
  onKeep,
}: {
  board: Board
  /** Keep them for everybody; null where one may not. */
  onKeep: ((filters: Filters) => Promise<void>) | null
}) {
  const { t } = useTranslation("board")
  const [over, set] = useOverride()
  const own = { ...board.filters, where: whereText(board.filters.where) }
  const now = inForce(own, over)
  const clear = () => set({ from: null, to: null, where: null })
  const filters = { from: now.from || null, to: now.to || null, where: now.where || null }
  return (
    <div className="br-board-filters" role="group" aria-label={t("filters")}>
      <Dates from={now.from} to={now.to} onChange={(from, to) => set({ from, to })} />
      <span>
        {t("where")} <FilterWord value={now.where} onChange={(where) => set({ where })} />
      </span>
      <span className="br-board-marks">
        <ShownWord />
      </span>
      {isOverridden(over) && (
        <>
          {onKeep && (
            <Button size="small" onClick={() => void onKeep(filters).then(clear)}>
              {t("keepFilters")}
            </Button>
          )}
          <Button size="small" type="text" onClick={clear}>
            {t("ownFilters")}
          </Button>
        </>
      )}
    </div>
  )
}

function Dates({
  from,
  to,
  onChange,
}: {
  from: string
  to: string
  onChange: (from: string | null, to: string | null) => void
}) {
  const { t } = useTranslation("shell")
  const { t: said } = useTranslation("board")
  const preset = from === "" || (to === "" && (PRESETS as readonly string[]).includes(from))
  const [own, setOwn] = useState(!preset)
  const options = [
    { value: EACH, label: said("eachDates") },
    ...PRESETS.map((one) => ({
      value: one as string,
      label: one === "-1d" ? t("today") : t("lastDays", { count: -Number.parseInt(one, 10) }),
    })),
    { value: OWN, label: t("ownDates") },
  ]
  const days = /^\d{4}/.test(from)
    ? ([dayjs(from), to ? dayjs(to).subtract(1, "day") : dayjs()] as const)
    : undefined
  return (
    <Space.Compact>
      <Select
        aria-label={said("dates")}
        value={own ? OWN : from}
        options={options}
        popupMatchSelectWidth={false}
        onChange={(value: string) => {
          setOwn(value === OWN)
          if (value !== OWN) onChange(value || null, null)
        }}
      />
      {own && (
        <DatePicker.RangePicker
          aria-label={t("ownDates")}
          value={days ? [days[0], days[1]] : undefined}
          allowClear={false}
          onChange={(chosen) => {
            const [first, last] = chosen ?? []
            if (!first || !last) return
            onChange(first.format("YYYY-MM-DD"), last.add(1, "day").format("YYYY-MM-DD"))
          }}
        />
      )}
    </Space.Compact>
  )
}
