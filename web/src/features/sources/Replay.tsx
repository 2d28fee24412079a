import { Alert, App, Button, Input } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type Again, type Held, useReplay } from "@/features/sources/api"
import { fixesOf, mendOf } from "@/features/sources/reasons"
import { number } from "@/lib/format"
import { Problem } from "@/ui/Problem"

/** Sends refused events through the front door again, mended where that is said; and says what became of them. */
export function Replay({
  reason,
  count,
  chosen,
  onDone,
}: {
  reason: string
  count: number
  chosen: Held[]
  onDone: () => void
}) {
  const { t } = useTranslation("sources")
  const { modal } = App.useApp()
  const [value, setValue] = useState("")
  const replay = useReplay()
  const first = chosen[0]
  const alike = chosen.every(
    (one) => one.reason === first?.reason && one.dialect === first?.dialect,
  )
  const mend = first && alike ? mendOf(first.reason, first.dialect) : null
  const run = async (again: Again) => {
    await replay.mutateAsync(again).catch(() => undefined)
    setValue("")
    onDone()
  }
  const all = () =>
    modal.confirm({
      title: t("replayAllTitle", { count, shown: number(count) }),
      content: t("replayAllHint"),
      okText: t("replay"),
      onOk: () => run({ reason: reason || undefined, fixes: [] }),
    })
  const told = replay.data
  return (
    <div className="br-replay">
      {replay.isError && <Problem error={replay.error} />}
      {told && (
        <Alert
          type={told.quarantined > 0 || told.waiting > 0 ? "warning" : "success"}
          showIcon
          closable={{ onClose: () => replay.reset() }}
          role="status"
          title={t("replayed", { count: told.sent, shown: number(told.sent) })}
          description={t("outcome", {
            ...{ stored: number(told.stored), duplicate: number(told.duplicate) },
            ...{ refused: number(told.quarantined), waiting: number(told.waiting) },
          })}
        />
      )}
      {chosen.length > 0 ? (
        <div className="br-replay-bar">
          <span>{t("chosen", { count: chosen.length, shown: number(chosen.length) })}</span>
          {mend && (
            <Input
              value={value}
              onChange={(event) => setValue(event.target.value)}
              placeholder={t(`mend_${mend.name}`)}
              aria-label={t(`mend_${mend.name}`)}
            />
          )}
          <Button
            type="primary"
            loading={replay.isPending}
            onClick={() =>
              void run({
                positions: chosen.map((one) => one.position),
                fixes: fixesOf(mend, value),
              })
            }
          >
            {t("replay")}
          </Button>
        </div>
      ) : (
        count > 0 && (
          <div className="br-replay-bar">
            <span className="br-quiet">{t("chooseHint")}</span>
            <Button loading={replay.isPending} onClick={() => void all()}>
              {t("replayAll", { count, shown: number(count) })}
            </Button>
          </div>
        )
      )}
    </div>
  )
}
