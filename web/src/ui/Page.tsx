import { Typography } from "antd"
import { type ReactNode, useEffect } from "react"

/** A page: its title, what can be done on it, and its content; it also names the browser's tab. */
export function Page({
  title,
  extra,
  lead,
  children,
}: {
  title: string
  extra?: ReactNode
  lead?: ReactNode
  children: ReactNode
}) {
  useEffect(() => {
    document.title = `${title} · Bellrock`
  }, [title])
  return (
    <section className="br-page" aria-label={title}>
      <header className="br-page-head">
        <div>
          <Typography.Title level={1}>{title}</Typography.Title>
          {lead && <p className="br-quiet">{lead}</p>}
        </div>
        {extra && <div className="br-page-extra">{extra}</div>}
      </header>
      {children}
    </section>
  )
}
