import { App, Button, Popconfirm, Skeleton, Tag } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import {
  type Channel,
  removeChannel,
  testChannel,
  useChannels,
  useFresh,
} from "@/features/alerts/api"
import { NewChannel } from "@/features/alerts/NewChannel"
import { useMay } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** The e-mail addresses and chats that alerts tell. */
export function Channels() {
  const { t } = useTranslation("alerts")
  const channels = useChannels()
  const may = useMay()
  const [making, setMaking] = useState(false)
  return (
    <section className="br-card" aria-labelledby="br-channels">
      <div className="br-alert-head">
        <h2 id="br-channels">{t("channels")}</h2>
        {may.manage && <Button onClick={() => setMaking(true)}>{t("newChannel")}</Button>}
      </div>
      {channels.isPending ? (
        <Skeleton active title={false} />
      ) : channels.isError ? (
        <Problem error={channels.error} onRetry={() => void channels.refetch()} />
      ) : channels.data.length === 0 ? (
        <p className="br-quiet">{t(may.manage ? "noChannels" : "noChannelsAsk")}</p>
      ) : (
        <ul className="br-alerts">
          {channels.data.map((one) => (
            <ChannelRow key={one.id} channel={one} />
          ))}
        </ul>
      )}
      {making && <NewChannel onClose={() => setMaking(false)} />}
    </section>
  )
}

function ChannelRow({ channel }: { channel: Channel }) {
  const { t } = useTranslation("alerts")
  const { message } = App.useApp()
  const may = useMay()
  const fresh = useFresh()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const run = async (act: Promise<unknown>, said: string) => {
    setBusy(true)
    setError(null)
    try {
      await act
      message.success(said)
      await fresh()
    } catch (failure) {
      setError(failure)
    }
    setBusy(false)
  }
  return (
    <li className="br-alert">
      <div className="br-alert-what">
        <strong>{channel.name}</strong>
        <span className="br-quiet">{channel.target}</span>
      </div>
      <Tag>{t(`channel.${channel.kind}`)}</Tag>
      {may.change && (
        <Button loading={busy} onClick={() => void run(testChannel(channel.id), t("testSent"))}>
          {t("test")}
        </Button>
      )}
      {may.manage && (
        <Popconfirm
          title={t("removeTitle", { name: channel.name })}
          description={t("removeHint")}
          okText={t("remove")}
          cancelText={t("keep")}
          okButtonProps={{ danger: true }}
          onConfirm={() => void run(removeChannel(channel.id), t("removed"))}
        >
          <Button type="text" danger>
            {t("remove")}
          </Button>
        </Popconfirm>
      )}
      {error !== null && <Problem error={error} />}
    </li>
  )
}
