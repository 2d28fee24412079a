import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Checkbox, Input, Modal } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router"
import { useAt } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { type Identity, personOf, split } from "./api"
import { PersonTiles } from "./PersonTiles"
import { idTypeName } from "./words"

/** Part some ids from the rest of a person: asks which, says what will happen, shows the two. */
export function Split({
  person,
  ids,
  onClose,
}: {
  person: string
  ids: Identity[]
  onClose: () => void
}) {
  const { t } = useTranslation("people")
  const [chosen, setChosen] = useState<string[]>([])
  const [reason, setReason] = useState("")
  const queries = useQueryClient()
  const at = useAt()
  const navigate = useNavigate()
  const act = useMutation({
    mutationFn: async () => {
      await split(person, chosen, reason)
      const rest = ids.find((one) => !chosen.includes(one.key))
      const gone = ids.find((one) => chosen.includes(one.key))
      const named = [rest, gone].filter((one) => one !== undefined)
      return Promise.all(named.map((one) => personOf(`${one.type}:${one.value}`)))
    },
  })
  const close = () => {
    onClose()
    if (act.data === undefined) return
    void queries.invalidateQueries({ queryKey: ["people"] })
    const [rest] = act.data
    if (rest && !act.data.some((one) => one.person === person)) {
      void navigate(at(`/people/${rest.person}`), { replace: true })
    }
  }
  const some = chosen.length > 0 && chosen.length < ids.length
  return (
    <Modal
      open
      title={act.data ? t("nowTwo") : t("splitAsk")}
      okText={act.data ? t("done") : t("split")}
      okButtonProps={{ danger: !act.data, disabled: !act.data && !some }}
      cancelButtonProps={act.data ? { style: { display: "none" } } : undefined}
      confirmLoading={act.isPending}
      onOk={() => (act.data ? close() : act.mutate())}
      onCancel={close}
    >
      {act.data ? (
        <PersonTiles people={act.data} onGo={close} />
      ) : (
        <>
          <p>{t("splitWhat")}</p>
          <Checkbox.Group className="br-split" value={chosen} onChange={setChosen}>
            {ids.map((one) => (
              <Checkbox key={one.key} value={one.key}>
                <small className="br-quiet">{idTypeName(one.type)}</small> {one.value}
              </Checkbox>
            ))}
          </Checkbox.Group>
          <Input.TextArea
            aria-label={t("reason")}
            placeholder={t("reason")}
            maxLength={1000}
            autoSize={{ minRows: 2, maxRows: 5 }}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {act.isError && <Problem error={act.error} />}
        </>
      )}
    </Modal>
  )
}
