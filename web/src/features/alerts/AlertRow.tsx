import { App, Button, Dropdown, Tag } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import {
  type Alert,
  deleteAlert,
  restoreAlert,
  silence,
  useChannels,
  useFresh,
} from "@/features/alerts/api"
import { Findings } from "@/features/alerts/Findings"
import { sayRule } from "@/features/alerts/rule"
import type { Words } from "@/lib/ask"
import { day, moment } from "@/lib/format"
import { useAt, useMay, useProject } from "@/lib/session"

const DAYS = [1, 7, 30] as const
const DAY_MS = 86_400_000

/** An alert: what it looks at, whether it fires, whom it tells. */
export function AlertRow({ alert }: { alert: Alert }) {
  const { t: words } = useTranslation("alerts")
  const t = words as Words
  const at = useAt()
  const may = useMay()
  const channels = useChannels()
  const [open, setOpen] = useState(false)
  const told = alert.channels
    .map((id) => channels.data?.find((one) => one.id === id)?.name)
    .filter((name) => name !== undefined)
  const rule = sayRule(alert.rule, t)
  return (
    <li className="br-alert">
      <div className="br-alert-what">
        <strong>{alert.name}</strong>
        <span className="br-quiet">
          <Link to={at(`/insights/metrics/${alert.metric}`)}>{alert.metric_name}</Link> {rule}
          {t("alerts:comma")}
          {t(`alerts:every.${alert.every}`)} ·{" "}
          {told.length > 0
            ? t("alerts:tells", { names: told.join(", ") })
            : t("alerts:tellsNobody")}
        </span>
      </div>
      <State alert={alert} />
      <Button type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
        {t("alerts:found")}
      </Button>
      {may.change && <Actions alert={alert} />}
      {open && <Findings alert={alert} />}
    </li>
  )
}

function State({ alert }: { alert: Alert }) {
  const { t } = useTranslation("alerts")
  const { zone } = useProject()
  if (alert.silent_until && new Date(alert.silent_until) > new Date()) {
    return <Tag>{t("silentUntil", { when: moment(alert.silent_until, zone) })}</Tag>
  }
  if (alert.firing) {
    return <Tag color="error">{t("firing", { day: day(alert.firing, zone) })}</Tag>
  }
  return <Tag>{t(alert.looked ? "quiet" : "notYet")}</Tag>
}

function Actions({ alert }: { alert: Alert }) {
  const { t } = useTranslation("alerts")
  const { message } = App.useApp()
  const fresh = useFresh()
  const tried = async (act: Promise<unknown>, undo?: () => Promise<unknown>) => {
    try {
      await act
    } catch {
      return message.error(t("failed"))
    }
    await fresh()
    if (!undo) return
    const key = `alert-${alert.id}`
    const back = (
      <>
        {t("deleted", { name: alert.name })}{" "}
        <Button
          type="link"
          size="small"
          onClick={() => {
            message.destroy(key)
            void tried(undo())
          }}
        >
          {t("undo")}
        </Button>
      </>
    )
    return message.open({ key, type: "success", duration: 8, content: back })
  }
  const until = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const items = [
    ...DAYS.map((days) => ({
      key: String(days),
      label: t("silenceFor", { count: days }),
      onClick: () => void tried(silence(alert.id, until(days))),
    })),
    ...(alert.silent_until
      ? [
          {
            key: "tell",
            label: t("tellAgain"),
            onClick: () => void tried(silence(alert.id, null)),
          },
        ]
      : []),
    {
      key: "delete",
      danger: true,
      label: t("delete"),
      onClick: () => void tried(deleteAlert(alert.id), () => restoreAlert(alert.id)),
    },
  ]
  return (
    <Dropdown menu={{ items }} trigger={["click"]}>
      <Button type="text" aria-label={t("more", { name: alert.name })}>
        …
      </Button>
    </Dropdown>
  )
}
