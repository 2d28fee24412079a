import { Input } from "antd"
import type { TextAreaProps, TextAreaRef } from "antd/es/input/TextArea"
import { useLayoutEffect, useRef } from "react"

/**
 * A text field as high as its text, within bounds.
 *
 * Ant Design's own `autoSize` writes a style attribute, which the page's policy forbids.
 */
export function GrowingArea({
  minRows = 1,
  maxRows,
  ...props
}: Omit<TextAreaProps, "autoSize" | "rows"> & { minRows?: number; maxRows?: number }) {
  const field = useRef<TextAreaRef>(null)
  useLayoutEffect(() => {
    const area = field.current?.resizableTextArea?.textArea
    if (area) grow(area, maxRows)
  })
  return <Input.TextArea ref={field} rows={minRows} {...props} />
}

function grow(area: HTMLTextAreaElement, maxRows: number | undefined): void {
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(area)
  const most =
    maxRows === undefined
      ? Number.POSITIVE_INFINITY
      : maxRows * Number.parseFloat(lineHeight) +
        Number.parseFloat(paddingTop) +
        Number.parseFloat(paddingBottom)
  area.style.resize = "none"
  area.style.height = "auto"
  const borders = area.offsetHeight - area.clientHeight
  area.style.height = `${Math.min(area.scrollHeight, most) + borders}px`
  area.style.overflowY = area.scrollHeight > most ? "auto" : "hidden"
}
