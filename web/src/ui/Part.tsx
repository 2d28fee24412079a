import type { ReactNode } from "react"
import "@/ui/part.css"

/** A titled part of an answer: a chart or a table, what to know of it, and what changes it. */
export function Part({
  title,
  note,
  extra,
  children,
}: {
  title: string
  note?: string
  extra?: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-label={title}>
      <header className="br-part-head">
        <h3>{title}</h3>
        {note && <small className="br-quiet">{note}</small>}
        {extra && <div className="br-part-extra">{extra}</div>}
      </header>
      {children}
    </section>
  )
}

/** The parts of an answer, one below the other. */
export function Parts({ children }: { children: ReactNode }) {
  return <div className="br-parts">{children}</div>
}
