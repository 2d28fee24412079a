import { Checkbox } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { TrendAsk } from "@/features/trend/ask"
import { colourOf } from "@/features/trend/chart"
import { type Line, writer } from "@/features/trend/lines"
import { exact } from "@/lib/format"

const FOLDED = 10
/** To fold away less than this is not worth a button. */
const WORTH = 3

/** Every line with its colour and its number of the whole period; a tick draws it. */
export function LineList({
  all,
  hidden,
  colours,
  ask,
  onToggle,
  onOpen,
}: {
  all: Line[]
  hidden: Set<string>
  colours: readonly string[]
  ask: TrendAsk
  onToggle: (key: string) => void
  onOpen: (line: Line) => void
}) {
  const { t } = useTranslation("trend")
  const [open, setOpen] = useState(false)
  const write = writer(ask)
  const most = Math.max(...all.map(({ total }) => total ?? 0), 0)
  const drawn = all.filter(({ key }) => !hidden.has(key))
  const folds = all.length >= FOLDED + WORTH
  const shown = open || !folds ? all : all.slice(0, FOLDED)
  return (
    <div className="br-lines">
      <ul aria-label={t("wholePeriod")}>
        {shown.map((line) => {
          const at = drawn.indexOf(line)
          const colour = at < 0 ? "var(--br-line)" : colourOf(line, at, colours)
          return (
            <li key={line.key} style={{ "--br-series": colour } as React.CSSProperties}>
              {all.length > 1 ? (
                <Checkbox checked={at >= 0} onChange={() => onToggle(line.key)}>
                  <Named line={line} />
                </Checkbox>
              ) : (
                <Named line={line} />
              )}
              <span className="br-lines-bar" aria-hidden="true">
                <i style={{ width: `${most > 0 ? ((line.total ?? 0) / most) * 100 : 0}%` }} />
              </span>
              <button
                type="button"
                className="br-open br-lines-total"
                title={exact(line.total)}
                disabled={!line.total}
                onClick={() => onOpen(line)}
              >
                {write(line.total)}
              </button>
            </li>
          )
        })}
      </ul>
      {folds && (
        <button type="button" className="br-lines-more" onClick={() => setOpen(!open)}>
          {open ? t("fewer") : t("allLines", { count: all.length })}
        </button>
      )}
    </div>
  )
}

function Named({ line }: { line: Line }) {
  return (
    <span className="br-lines-name">
      <i className="br-swatch" aria-hidden="true" />
      <span>{line.label}</span>
    </span>
  )
}
