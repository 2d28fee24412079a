import { SearchOutlined } from "@ant-design/icons"
import { Button, Layout, Select } from "antd"
import { lazy, Suspense, useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { useLocation, useNavigate } from "react-router"
import { Account } from "@/app/shell/Account"
import { LiveLamp } from "@/app/shell/LiveLamp"
import { RangePicker } from "@/app/shell/RangePicker"
import { placeOf } from "@/app/shell/sections"
import { addressIn, useMe, useProject } from "@/lib/session"

const CommandPalette = lazy(() => import("@/app/shell/CommandPalette"))
const KEYS = navigator.platform.startsWith("Mac") ? "⌘K" : "Ctrl K"
const RANGED = new Set(["insights"])

/** The top bar: project, dates, command palette, live indicator and account. */
export function TopBar() {
  const { t } = useTranslation("shell")
  const [open, setOpen] = useState(false)
  const { section, page } = placeOf(useLocation().pathname)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault()
        setOpen(true)
      }
    }
    window.addEventListener("keydown", press)
    return () => window.removeEventListener("keydown", press)
  }, [])
  return (
    <Layout.Header className="br-top">
      <ProjectSwitch />
      {RANGED.has(section) && page !== "boards" && <RangePicker />}
      <span className="br-spring" />
      <Button
        className="br-palette-button"
        icon={<SearchOutlined aria-hidden />}
        onClick={() => setOpen(true)}
        aria-keyshortcuts="Meta+K Control+K"
      >
        <span className="br-search-word">{t("search")}</span>
        <kbd className="br-wide">{KEYS}</kbd>
      </Button>
      <LiveLamp />
      <Account />
      {open && (
        <Suspense>
          <CommandPalette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </Layout.Header>
  )
}

function ProjectSwitch() {
  const { t } = useTranslation("shell")
  const me = useMe()
  const project = useProject()
  const navigate = useNavigate()
  const seats = me.data?.seats ?? []
  if (seats.length < 2) return <strong className="br-project">{project.name}</strong>
  return (
    <Select
      className="br-project"
      variant="borderless"
      value={project.name}
      aria-label={t("project")}
      options={seats.map((seat) => ({ value: seat.project.name, label: seat.project.name }))}
      onChange={(name: string) => {
        const seat = seats.find((one) => one.project.name === name)
        if (seat) void navigate(addressIn(seat.project, "/"))
      }}
    />
  )
}
