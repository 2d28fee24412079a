import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Button, Input, Modal, Select, Skeleton } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import {
  type Board,
  fillTemplate,
  importBoard,
  listTemplates,
  type Template,
} from "@/features/board/api"
import { Field } from "@/features/board/Field"
import { Refusal } from "@/lib/api"
import { language } from "@/lib/i18n"
import { useEvents } from "@/lib/schema"
import { useGo, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** Boards that are not begun from nothing: an industry's, or one from a file. */
export function Beginnings() {
  const { t } = useTranslation("board")
  const [open, setOpen] = useState<"template" | "file" | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <Button onClick={() => setOpen("template")}>{t("fromTemplate")}</Button>
      <Button onClick={() => setOpen("file")}>{t("fromFile")}</Button>
      {open === "template" && <Industry onClose={close} />}
      {open === "file" && <FromFile onClose={close} />}
    </>
  )
}

function useMade(onClose: () => void): (board: Board) => void {
  const { name } = useProject()
  const queries = useQueryClient()
  const go = useGo()
  return (board) => {
    void queries.invalidateQueries({ queryKey: ["boards", name] })
    onClose()
    go(`/boards/${board.id}`)
  }
}

/** An industry's board: which of the project's events mean what, guessed and to be corrected. */
function Industry({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("board")
  const { name } = useProject()
  const [chosen, setChosen] = useState<Template | null>(null)
  const found = useQuery({
    queryKey: ["templates", name],
    queryFn: ({ signal }) => listTemplates(signal),
  })
  if (chosen) return <Roles template={chosen} onClose={onClose} />
  return (
    <Modal open title={t("fromTemplate")} footer={null} onCancel={onClose}>
      {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton active />}
      <ul className="br-board-pick" aria-label={t("fromTemplate")}>
        {found.data?.map((one) => (
          <li key={one.template}>
            <Button type="text" block onClick={() => setChosen(one)}>
              <strong>{one.name[language()]}</strong>
              <small className="br-quiet">{one.hint[language()]}</small>
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

function Roles({ template, onClose }: { template: Template; onClose: () => void }) {
  const { t } = useTranslation("board")
  const events = useEvents()
  const [meant, setMeant] = useState<Record<string, string>>(() =>
    Object.fromEntries(template.roles.map(({ role, guess }) => [role, guess ?? ""])),
  )
  const made = useMade(onClose)
  const making = useMutation({
    mutationFn: () => fillTemplate(template.template, meant, language()),
    onSuccess: made,
  })
  const options = (events.data ?? []).map(({ name: value }) => ({ value, label: value }))
  return (
    <Modal
      open
      title={template.name[language()]}
      okText={t("makeBoard")}
      okButtonProps={{ loading: making.isPending, disabled: !Object.values(meant).some(Boolean) }}
      onOk={() => making.mutate()}
      onCancel={onClose}
    >
      <p className="br-quiet">{t("rolesLead")}</p>
      {making.isError && <Problem error={making.error} />}
      {template.roles.map(({ role, said, guess }) => (
        <Field key={role} name={said[language()] ?? role}>
          {(id) => (
            <Select
              id={id}
              showSearch
              allowClear
              className="br-wide-field"
              placeholder={t("noEvent")}
              value={meant[role] || undefined}
              options={options}
              status={guess || meant[role] ? undefined : "warning"}
              onChange={(event?: string) => setMeant({ ...meant, [role]: event ?? "" })}
            />
          )}
        </Field>
      ))}
    </Modal>
  )
}

/** A board's file, as it was downloaded or written. */
function FromFile({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("board")
  const [yaml, setYaml] = useState("")
  const making = useMutation({ mutationFn: () => importBoard(yaml), onSuccess: useMade(onClose) })
  const line = making.error instanceof Refusal ? making.error.facts.line : undefined
  return (
    <Modal
      open
      title={t("fromFile")}
      okText={t("makeBoard")}
      okButtonProps={{ loading: making.isPending, disabled: yaml.trim() === "" }}
      onOk={() => making.mutate()}
      onCancel={onClose}
    >
      <p className="br-quiet">{t("fileLead")}</p>
      <input
        type="file"
        accept=".yaml,.yml,text/yaml"
        aria-label={t("chooseFile")}
        onChange={(event) => void event.target.files?.[0]?.text().then(setYaml)}
      />
      {making.isError && (
        <>
          {typeof line === "number" && <p>{t("atLine", { line })}</p>}
          <Problem error={making.error} />
        </>
      )}
      <Field name="YAML">
        {(id) => (
          <Input.TextArea
            id={id}
            rows={12}
            value={yaml}
            onChange={(event) => setYaml(event.target.value)}
          />
        )}
      </Field>
    </Modal>
  )
}
