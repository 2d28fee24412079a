import { Typography } from "antd"
import type { ReactNode } from "react"

/** Nothing here yet: what will appear, and the one action that makes it appear. */
export function Empty({
  title,
  hint,
  action,
}: {
  title: string
  hint?: string
  action?: ReactNode
}) {
  return (
    <div className="br-empty">
      <Mark />
      <Typography.Title level={5}>{title}</Typography.Title>
      {hint && <Typography.Paragraph type="secondary">{hint}</Typography.Paragraph>}
      {action}
    </div>
  )
}

/** The lighthouse in six strokes. */
export function Mark({ size = 40 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" className="br-mark" aria-hidden="true">
      <path d="M12 28 14 12h4l2 16" />
      <path d="M10 28h12" />
      <path d="M13 12V8h6v4" />
      <path d="M13 8l3-3 3 3" />
      <path className="br-beam" d="M22 9l7-3" />
      <path className="br-beam" d="M22 11l7 2" />
    </svg>
  )
}
