import { useMutation, useQueryClient } from "@tanstack/react-query"
import { Input, Modal } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router"
import { useAt } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { decide, type Edge, type PersonCard, personOf } from "./api"
import { endsOf } from "./joins"
import { PersonTiles } from "./PersonTiles"

/** Take a join back, or put it back: asks first, says what will happen, then shows who there is now. */
export function Parting({
  edge,
  person,
  onClose,
}: {
  edge: Edge
  person: string
  onClose: () => void
}) {
  const { t } = useTranslation("people")
  const [reason, setReason] = useState("")
  const queries = useQueryClient()
  const at = useAt()
  const navigate = useNavigate()
  const parts = edge.status === "active"
  const act = useMutation({
    mutationFn: async () => {
      await decide(edge.id, parts ? "unlink" : "restore", reason)
      return Promise.all(endsOf(edge).map(personOf))
    },
  })
  const close = () => {
    onClose()
    if (act.data === undefined) return
    void queries.invalidateQueries({ queryKey: ["people"] })
    const [first] = act.data
    if (first && !act.data.some((one) => one.person === person)) {
      void navigate(at(`/people/${first.person}`), { replace: true })
    }
  }
  const verb = parts ? t("undo") : t("restore")
  return (
    <Modal
      open
      title={act.data ? t(outcome(act.data, parts)) : parts ? t("undoAsk") : t("restoreAsk")}
      okText={act.data ? t("done") : verb}
      okButtonProps={{ danger: parts && !act.data }}
      cancelButtonProps={act.data ? { style: { display: "none" } } : undefined}
      confirmLoading={act.isPending}
      onOk={() => (act.data ? close() : act.mutate())}
      onCancel={close}
    >
      {act.data ? (
        <PersonTiles people={act.data} onGo={close} />
      ) : (
        <>
          <p>{t(parts ? "undoWhat" : "restoreWhat", { a: edge.a.value, b: edge.b.value })}</p>
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

/** What came of it: two people, or one still (or again). */
function outcome(people: PersonCard[], parts: boolean): string {
  const two = new Set(people.map((one) => one.person)).size > 1
  if (parts) return two ? "nowTwo" : "stillOne"
  return two ? "stillTwo" : "nowOne"
}
