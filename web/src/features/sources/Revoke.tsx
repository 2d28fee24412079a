import { App, Button } from "antd"
import { useTranslation } from "react-i18next"
import { useRevoke, type WriteKey } from "@/features/sources/api"
import { number, sentences } from "@/lib/format"
import { useWords } from "@/ui/Problem"

/** Ends a key, after saying what that stops. */
export function Revoke({ made, onDone }: { made: WriteKey; onDone?: () => void }) {
  const { t } = useTranslation("sources")
  const { modal, message } = App.useApp()
  const revoke = useRevoke()
  const failed = useWords(revoke.error)
  const name = made.name || t("unnamedKey")
  const count = made.events_24h
  const ask = () =>
    modal.confirm({
      title: t("revokeTitle", { name }),
      content: sentences(t("revokeVolume", { count, shown: number(count) }), t("revokeHint")),
      okText: t("revokeDo"),
      okButtonProps: { danger: true },
      onOk: async () => {
        await revoke.mutateAsync(made.source)
        void message.success(t("revoked", { name }))
        onDone?.()
      },
    })
  return (
    <>
      <Button danger onClick={() => void ask()}>
        {t("revoke")}
      </Button>
      {revoke.isError && <span role="alert">{failed.title}</span>}
    </>
  )
}
