import { useQuery } from "@tanstack/react-query"
import { Input, type InputRef, Modal } from "antd"
import { useEffect, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { type Command, matching } from "@/app/shell/commands"
import { SECTIONS } from "@/app/shell/sections"
import { client, unwrap } from "@/lib/api"
import { usePrefer } from "@/lib/preferences"
import { nameText } from "@/lib/selector"
import { useGo, useProject } from "@/lib/session"

/** Go anywhere by typing: pages, people, questions, events; ⌘K or Ctrl K opens it. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell")
  const [typed, setTyped] = useState("")
  const [place, setPlace] = useState(0)
  const field = useRef<InputRef>(null)
  const found = matching(useCommands(typed), typed)
  useEffect(() => {
    field.current?.focus()
  }, [])
  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const press = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      setPlace((now) => (now + step + found.length) % Math.max(found.length, 1))
    }
    if (event.key === "Enter") run(found[place])
  }
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      className="br-palette"
      title={null}
    >
      <Input
        ref={field}
        variant="borderless"
        size="large"
        placeholder={t("paletteHint")}
        value={typed}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={found[place] ? `palette-${place}` : undefined}
        aria-label={t("search")}
        onChange={(event) => {
          setTyped(event.target.value)
          setPlace(0)
        }}
        onKeyDown={press}
      />
      <div id="palette-list" role="listbox" aria-label={t("search")} className="br-palette-list">
        {found.map((command, i) => (
          <div
            key={command.key}
            id={`palette-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === place}
            onMouseEnter={() => setPlace(i)}
            onClick={() => run(command)}
            onKeyDown={press}
          >
            <span>{command.label}</span>
            <small>{command.kind}</small>
          </div>
        ))}
        {found.length === 0 && <p className="br-quiet">{t("paletteNothing")}</p>}
      </div>
    </Modal>
  )
}

function useCommands(typed: string): Command[] {
  const { t } = useTranslation("shell")
  const go = useGo()
  const { name } = useProject()
  const prefer = usePrefer()
  const people = useQuery({
    queryKey: ["palette", name, "people", typed],
    queryFn: () =>
      unwrap(client.GET("/api/v1/people", { params: { query: { search: typed, limit: 6 } } })),
    enabled: typed.trim().length >= 2,
  })
  const events = useQuery({
    queryKey: ["palette", name, "events"],
    queryFn: () => unwrap(client.GET("/api/v1/schema/events")),
  })
  const questions = useQuery({
    queryKey: ["palette", name, "questions"],
    queryFn: () => unwrap(client.GET("/api/v1/questions")),
  })
  const pages = SECTIONS.flatMap((section) =>
    (section.pages.length > 0 ? section.pages : [section]).map((page) => ({
      key: `page:${page.name}`,
      kind: t("kindPage"),
      label: t(page.name),
      run: () => go(page.path),
    })),
  )
  const settings: Command[] = [
    {
      key: "dark",
      kind: t("kindAction"),
      label: t("toDark"),
      run: () => prefer({ theme: "dark" }),
    },
    {
      key: "light",
      kind: t("kindAction"),
      label: t("toLight"),
      run: () => prefer({ theme: "light" }),
    },
    { key: "en", kind: t("kindAction"), label: "English", run: () => prefer({ language: "en" }) },
    {
      key: "zh",
      kind: t("kindAction"),
      label: "简体中文",
      run: () => prefer({ language: "zh-CN" }),
    },
  ]
  return [
    ...pages,
    ...(questions.data?.data ?? []).map((one) => ({
      key: `question:${one.id}`,
      kind: t("kindQuestion"),
      label: one.name,
      run: () => go(`/insights/${one.kind}?q=${one.id}`),
    })),
    ...(people.data?.data ?? []).map((one) => ({
      key: `person:${one.person}`,
      kind: t("kindPerson"),
      label: one.user_id || one.anonymous_id || one.person,
      always: true,
      run: () => go(`/people/${one.person}`),
    })),
    ...(events.data?.data ?? []).map((one) => ({
      key: `event:${one.name}`,
      kind: t("kindEvent"),
      label: one.name,
      run: () => go(`/insights/trend?${new URLSearchParams({ event: nameText(one.name) })}`),
    })),
    ...settings,
  ]
}
