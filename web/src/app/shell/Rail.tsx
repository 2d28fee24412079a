import { Layout, Menu, type MenuProps } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "react-router"
import { type Place, placeOf, SECTIONS, type Section } from "@/app/shell/sections"
import { labelled } from "@/lib/format"
import { useAt } from "@/lib/session"
import { Mark } from "@/ui/Empty"

type Entry = NonNullable<NonNullable<MenuProps["items"]>[number]>

/** The key of what unfolds the kinds of question beside the four that one asks first. */
const MORE = "more"

/** The left rail: the loop's sections and their pages. */
export function Rail() {
  const { t } = useTranslation("shell")
  const at = useAt()
  const place = placeOf(useLocation().pathname)
  const isMore = SECTIONS.some(({ pages }) =>
    pages.some((page) => page.more && page.name === place.page),
  )
  const [folded, setFolded] = useState(() => localStorage.getItem("bellrock.rail") === "folded")
  const fold = (next: boolean) => {
    localStorage.setItem("bellrock.rail", next ? "folded" : "open")
    setFolded(next)
  }
  const entry = ({ name, path }: Place) => ({
    key: name,
    label: <Link to={at(path)}>{t(name)}</Link>,
  })
  const childrenOf = ({ pages }: Section) => {
    const more = pages.filter((page) => page.more)
    return pages.flatMap<Entry>((page) => {
      if (!page.more) return entry(page)
      if (page !== more[0]) return []
      return { key: MORE, label: t("moreQuestions"), children: more.map(entry) }
    })
  }
  const items = SECTIONS.map((section) => ({
    key: section.name,
    icon: section.icon,
    label:
      section.pages.length > 0 ? (
        t(section.name)
      ) : (
        <Link to={at(section.path)}>{t(section.name)}</Link>
      ),
    children: section.pages.length > 0 ? childrenOf(section) : undefined,
  }))
  return (
    <Layout.Sider
      className="br-rail"
      width={216}
      collapsible
      collapsed={folded}
      onCollapse={fold}
      theme="light"
    >
      <Link to={at("/")} className="br-brand" aria-label={labelled("Bellrock", t("home"))}>
        <Mark size={28} />
        {!folded && <span>Bellrock</span>}
      </Link>
      <nav aria-label={t("sections")}>
        <Menu
          mode="inline"
          inlineIndent={16}
          items={items}
          selectedKeys={[place.page]}
          defaultOpenKeys={folded ? [] : ["data", "people", "insights", ...(isMore ? [MORE] : [])]}
        />
      </nav>
    </Layout.Sider>
  )
}
