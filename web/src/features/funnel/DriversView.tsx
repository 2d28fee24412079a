import { useTranslation } from "react-i18next"
import { type Driver, driverName } from "@/features/funnel/beside"
import type { Words } from "@/lib/ask"
import { exact, number, share } from "@/lib/format"
import { Empty } from "@/ui/Empty"
import { Part } from "@/ui/Part"

const SHOWN = 20
const SURE = 0.05

/** Which values at entry go with converting: how many times the odds, and how sure that is. */
export function DriversView({ drivers }: { drivers: readonly Driver[] }) {
  const { t: words } = useTranslation("funnel")
  const t = words as unknown as Words
  if (drivers.length === 0) {
    return <Empty title={t("noDrivers")} hint={t("noDriversHint")} />
  }
  return (
    <Part title={t("driversTitle")} note={t("driversKey")}>
      <ul className="br-funnel-drivers">
        {drivers.slice(0, SHOWN).map((one) => (
          <li key={`${one.property}:${one.value}`} className={one.q < SURE ? "" : "br-unsure"}>
            <span className="br-driver-name">{driverName(one, t)}</span>
            <strong className={one.odds_ratio >= 1 ? "br-more" : "br-less"}>
              {t("times", { said: ratio(one.odds_ratio) })}
            </strong>
            <span className="br-quiet">
              {t("range", { low: ratio(one.low), high: ratio(one.high) })}
            </span>
            <span>
              {t("shares", { with: share(one.share), without: share(one.share_without) })}
            </span>
            <span className="br-quiet" title={exact(one.people)}>
              {t("countPeople", { count: one.people, said: number(one.people) })}
              {one.q >= SURE && ` · ${t("unsure")}`}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}

function ratio(value: number): string {
  return value.toLocaleString(undefined, { maximumSignificantDigits: value < 10 ? 2 : 3 })
}
