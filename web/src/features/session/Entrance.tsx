import { type ReactNode, useEffect } from "react"
import { useTranslation } from "react-i18next"
import { LANGUAGES, speak } from "@/lib/i18n"
import { Mark } from "@/ui/Empty"

/** The page around a way in: the mark, a title, a sentence, and the choice of language. */
export function Entrance({
  title,
  lead,
  children,
}: {
  title: string
  lead: string
  children: ReactNode
}) {
  const { i18n } = useTranslation()
  useEffect(() => {
    document.title = `${title} · Bellrock`
  }, [title])
  return (
    <main className="br-entrance">
      <section className="br-entrance-card" aria-label={title}>
        <div className="br-entrance-head">
          <Mark size={48} />
          <h1>{title}</h1>
          <p>{lead}</p>
        </div>
        {children}
      </section>
      <nav className="br-languages" aria-label="Language · 语言">
        {LANGUAGES.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={i18n.language === one}
            onClick={() => speak(one)}
          >
            {one === "en" ? "English" : "简体中文"}
          </button>
        ))}
      </nav>
    </main>
  )
}
