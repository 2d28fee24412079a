import { useTranslation } from "react-i18next"
import { sayIndex } from "./say"
import { barOf, type Trait, verdict } from "./traits"

const SIGNS = { more: "▲", less: "▼", same: "", untested: "", few: "" }

/** An index as a bar that grows from 100 in the middle, with its number and what it means in words. */
export function IndexBar({ trait }: { trait: Trait }) {
  const { t } = useTranslation("profile")
  const found = verdict(trait)
  const bar = barOf(trait.index)
  return (
    <div className={`br-index br-index-${found}`}>
      <span className="br-index-track" aria-hidden="true">
        {bar && (
          <i className={`br-index-${bar.side}-bar`} style={{ width: `${bar.length * 50}%` }} />
        )}
      </span>
      <span className="br-index-number">{sayIndex(trait.index)}</span>
      <small className="br-index-word">
        {SIGNS[found] && <span aria-hidden="true">{SIGNS[found]} </span>}
        {t(`short.${found}`)}
      </small>
    </div>
  )
}
