import { useTranslation } from "react-i18next"
import { Link, useLocation } from "react-router"
import { placeOf, SECTIONS } from "@/app/shell/sections"
import { useAt } from "@/lib/session"

/** The rail of a phone: five entries along the bottom, and the pages of the open section above them. */
export function BottomBar() {
  const { t } = useTranslation("shell")
  const at = useAt()
  const place = placeOf(useLocation().pathname)
  const section = SECTIONS.find(({ name }) => name === place.section)
  const pages = (section?.pages ?? []).filter((page) => !page.more || page.name === place.page)
  return (
    <nav className="br-bottom" aria-label={t("sections")}>
      {pages.length > 0 && (
        <div className="br-bottom-pages">
          {pages.map((page) => (
            <Link
              key={page.name}
              to={at(page.path)}
              aria-current={page.name === place.page ? "page" : undefined}
            >
              {t(page.name)}
            </Link>
          ))}
        </div>
      )}
      <div className="br-bottom-sections">
        {SECTIONS.map(({ name, path, icon }) => (
          <Link key={name} to={at(path)} aria-current={name === place.section ? "page" : undefined}>
            {icon}
            <span>{t(name)}</span>
          </Link>
        ))}
      </div>
    </nav>
  )
}
