/** Which parts of the loop have pages today? The rail, the bottom bar and the palette list these. */
import {
  DatabaseOutlined,
  FundOutlined,
  HomeOutlined,
  SettingOutlined,
  TeamOutlined,
} from "@ant-design/icons"
import type { ReactNode } from "react"

export interface Place {
  name: string
  path: string
  /** Folded in the rail; in a phone's bar only while it is open. Search finds it anyway. */
  more?: boolean
}

export interface Section {
  /** Its name in the namespace `shell`. */
  name: string
  icon: ReactNode
  path: string
  pages: Place[]
}

export const SECTIONS: Section[] = [
  { name: "home", icon: <HomeOutlined aria-hidden />, path: "/", pages: [] },
  {
    name: "data",
    icon: <DatabaseOutlined aria-hidden />,
    path: "/data/live",
    pages: [
      { name: "live", path: "/data/live" },
      { name: "sources", path: "/data/sources" },
      { name: "import", path: "/data/import" },
      { name: "costs", path: "/data/costs" },
    ],
  },
  {
    name: "people",
    icon: <TeamOutlined aria-hidden />,
    path: "/people",
    pages: [
      { name: "everybody", path: "/people" },
      { name: "audiences", path: "/people/audiences" },
    ],
  },
  {
    name: "insights",
    icon: <FundOutlined aria-hidden />,
    path: "/insights",
    pages: [
      { name: "trend", path: "/insights/trend" },
      { name: "funnel", path: "/insights/funnel" },
      { name: "retention", path: "/insights/retention" },
      { name: "paths", path: "/insights/paths" },
      { name: "heat", path: "/insights/heat", more: true },
      { name: "lifecycle", path: "/insights/lifecycle", more: true },
      { name: "stickiness", path: "/insights/stickiness", more: true },
      { name: "frequency", path: "/insights/frequency", more: true },
      { name: "interval", path: "/insights/interval", more: true },
      { name: "composition", path: "/insights/composition", more: true },
      { name: "rfm", path: "/insights/rfm", more: true },
      { name: "ltv", path: "/insights/ltv", more: true },
      { name: "pivot", path: "/insights/pivot", more: true },
      { name: "sessions", path: "/insights/sessions", more: true },
      { name: "profile", path: "/insights/profile", more: true },
      { name: "report", path: "/insights/report", more: true },
      { name: "channels", path: "/insights/channels", more: true },
      { name: "vitals", path: "/insights/vitals", more: true },
      { name: "sql", path: "/insights/sql", more: true },
      { name: "questions", path: "/insights" },
      { name: "boards", path: "/boards" },
      { name: "reports", path: "/insights/reports" },
      { name: "metrics", path: "/insights/metrics" },
      { name: "goals", path: "/insights/goals" },
      { name: "stages", path: "/insights/stages" },
      { name: "alerts", path: "/insights/alerts" },
    ],
  },
  { name: "settings", icon: <SettingOutlined aria-hidden />, path: "/settings", pages: [] },
]

/** The section and page that an address below `/p/…` belongs to, by the longest match. */
export function placeOf(path: string): { section: string; page: string } {
  const rest = path.replace(/^\/p\/[^/]+/, "") || "/"
  let found = { section: "home", page: "home", length: 0 }
  for (const section of SECTIONS) {
    for (const one of [{ name: section.name, path: section.path }, ...section.pages]) {
      const fits = one.path === "/" ? rest === "/" : `${rest}/`.startsWith(`${one.path}/`)
      if (fits && one.path.length >= found.length) {
        found = { section: section.name, page: one.name, length: one.path.length }
      }
    }
  }
  return { section: found.section, page: found.page }
}
