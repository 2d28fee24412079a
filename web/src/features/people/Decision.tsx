import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Modal } from "antd"
import { type ReactNode, useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router"
import { useAt } from "@/lib/session"
import { GrowingArea } from "@/ui/GrowingArea"
import { Problem } from "@/ui/Problem"
import type { PersonCard } from "./api"
import { PersonTiles } from "./PersonTiles"

interface Props {
  person: string
  ask: string
  verb: string
  danger: boolean
  ready?: boolean
  /** Does it, for the reason given, and says whom it left; the one who stays the same first. */
  decide: (reason: string) => Promise<PersonCard[]>
  /** The title over those it left. */
  outcome: (people: PersonCard[]) => string
  children: ReactNode
  onClose: () => void
}

/** Decide who is who: says what will happen, takes a reason, then shows who there is now. */
export function Decision(props: Props) {
  const { t } = useTranslation("people")
  const [reason, setReason] = useState("")
  const queries = useQueryClient()
  const at = useAt()
  const navigate = useNavigate()
  const act = useMutation({ mutationFn: () => props.decide(reason) })
  const close = () => {
    props.onClose()
    if (act.data === undefined) return
    void queries.invalidateQueries({ queryKey: ["people"] })
    const [first] = act.data
    if (first && !act.data.some((one) => one.person === props.person)) {
      void navigate(at(`/people/${first.person}`), { replace: true })
    }
  }
  return (
    <Modal
      open
      title={act.data ? props.outcome(act.data) : props.ask}
      okText={act.data ? t("done") : props.verb}
      okButtonProps={{
        danger: props.danger && !act.data,
        disabled: !act.data && props.ready === false,
      }}
      cancelButtonProps={act.data ? { style: { display: "none" } } : undefined}
      confirmLoading={act.isPending}
      onOk={() => (act.data ? close() : act.mutate())}
      onCancel={close}
    >
      {act.data ? (
        <PersonTiles people={act.data} onGo={close} />
      ) : (
        <>
          {props.children}
          <GrowingArea
            aria-label={t("reason")}
            placeholder={t("reason")}
            maxLength={1000}
            minRows={2}
            maxRows={5}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {act.isError && <Problem error={act.error} />}
        </>
      )}
    </Modal>
  )
}
