import { Button, Skeleton } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useHeld, type useReasons } from "@/features/sources/api"
import { HeldItem } from "@/features/sources/HeldItem"
import { Replay } from "@/features/sources/Replay"
import { number } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useMay } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"

const PAGE = 50

/** What was refused, why, and how it gets in after all. */
export function Refused({ reasons }: { reasons: ReturnType<typeof useReasons> }) {
  const { t } = useTranslation("sources")
  const may = useMay()
  const [reason, setReason] = useAddress("reason", "")
  const [limit, setLimit] = useState(PAGE)
  const held = useHeld(reason, "", limit)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const choose = (next: string) => {
    setChosen(new Set())
    setLimit(PAGE)
    setReason(next)
  }
  const toggle = (position: string) =>
    setChosen((now) => {
      const next = new Set(now)
      if (!next.delete(position)) next.add(position)
      return next
    })
  if (reasons.isPending || held.isPending) return <Skeleton active />
  if (reasons.isError) {
    return <Problem error={reasons.error} onRetry={() => void reasons.refetch()} />
  }
  if (held.isError) return <Problem error={held.error} onRetry={() => void held.refetch()} />
  const total = reasons.data.reduce((sum, one) => sum + one.events, 0)
  const shown = held.data.data
  const count = reason ? (reasons.data.find((one) => one.reason === reason)?.events ?? 0) : total
  return (
    <div className="br-refusals">
      <p className="br-quiet">{t("refusedLead")}</p>
      {may.change && (
        <Replay
          reason={reason}
          count={count}
          chosen={shown.filter((one) => chosen.has(one.position))}
          onDone={() => setChosen(new Set())}
        />
      )}
      {total === 0 ? (
        <Empty title={t("noneRefused")} hint={t("noneRefusedHint")} />
      ) : (
        <>
          <div className="br-reason-bar" role="group" aria-label={t("reasonBar")}>
            <ReasonButton name="" count={total} chosen={reason === ""} onChoose={choose} />
            {reasons.data.map((one) => (
              <ReasonButton
                key={one.reason}
                name={one.reason}
                count={one.events}
                chosen={reason === one.reason}
                onChoose={choose}
              />
            ))}
          </div>
          <ul className="br-held-list" aria-busy={held.isPlaceholderData}>
            {shown.map((one) => (
              <HeldItem
                key={one.position}
                held={one}
                chosen={chosen.has(one.position)}
                onToggle={may.change ? toggle : undefined}
              />
            ))}
          </ul>
          {held.data.next && limit < 500 && (
            <Button loading={held.isFetching} onClick={() => setLimit((now) => now + PAGE)}>
              {t("more")}
            </Button>
          )}
        </>
      )}
    </div>
  )
}

function ReasonButton({
  name,
  count,
  chosen,
  onChoose,
}: {
  name: string
  count: number
  chosen: boolean
  onChoose: (reason: string) => void
}) {
  const { t } = useTranslation("sources")
  const said = name ? t(`reasons.${name}.title`, { defaultValue: name }) : t("allReasons")
  return (
    <button type="button" aria-pressed={chosen} onClick={() => onChoose(name)}>
      {said} <strong>{number(count)}</strong>
    </button>
  )
}
