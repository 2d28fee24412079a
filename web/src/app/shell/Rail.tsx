import { Layout, Menu } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link, useLocation } from "react-router"
import { placeOf, SECTIONS } from "@/app/shell/sections"
import { labelled } from "@/lib/format"
import { useAt } from "@/lib/session"
import { Mark } from "@/ui/Empty"

/** The left rail: the loop's sections and their pages. */
export function Rail() {
  const { t } = useTranslation("shell")
  const at = useAt()
  const place = placeOf(useLocation().pathname)
  const [folded, setFolded] = useState(() => localStorage.getItem("bellrock.rail") === "folded")
  const fold = (next: boolean) => {
    localStorage.setItem("bellrock.rail", next ? "folded" : "open")
    setFolded(next)
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
    children:
      section.pages.length > 0
        ? section.pages
            .filter((page) => !page.more || page.name === place.page)
            .map((page) => ({
              key: page.name,
              label: <Link to={at(page.path)}>{t(page.name)}</Link>,
            }))
        : undefined,
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
          defaultOpenKeys={folded ? [] : ["data", "people", "insights"]}
        />
      </nav>
    </Layout.Sider>
  )
}
