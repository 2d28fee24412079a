import { Dropdown } from "antd"
import { type RefObject, useEffect, useRef, useState } from "react"
import { labelled } from "@/lib/format"
import "@/ui/ask/ask.css"

/** A bold word of a sentence that is one of a few. */
export function Choose<Value extends string>({
  name,
  value,
  options,
  onChange,
  wrong = false,
}: {
  name: string
  value: Value
  options: readonly { value: Value; label: string; hint?: string }[]
  onChange: (value: Value) => void
  wrong?: boolean
}) {
  const chosen = options.find((one) => one.value === value)
  const [open, setOpen] = useState(false)
  const list = useRef<HTMLDivElement>(null)
  const word = useRef<HTMLButtonElement>(null)
  useEffect(() => (open ? focusIn(list) : undefined), [open])
  const change = (next: boolean) => {
    if (!next && list.current?.contains(document.activeElement)) {
      // Not at once: the press of Enter that chose would open the list again.
      requestAnimationFrame(() => word.current?.focus())
    }
    setOpen(next)
  }
  return (
    <Dropdown
      trigger={["click"]}
      autoFocus
      open={open}
      onOpenChange={change}
      popupRender={(menu) => <div ref={list}>{menu}</div>}
      menu={{
        selectable: true,
        selectedKeys: [value],
        items: options.map(({ value: key, label, hint }) => ({
          key,
          label: hint ? (
            <span className="br-choose-item">
              {label}
              <small>{hint}</small>
            </span>
          ) : (
            label
          ),
        })),
        onClick: ({ key }) => {
          const found = options.find((one) => one.value === key)
          if (found) onChange(found.value)
        },
      }}
    >
      <button
        ref={word}
        type="button"
        className={wrong ? "br-word br-word-wrong" : "br-word"}
        aria-haspopup="menu"
        aria-invalid={wrong || undefined}
      >
        <span className="br-offscreen-text">{labelled(name, "")}</span>
        {chosen?.label ?? value}
      </button>
    </Dropdown>
  )
}

/** A bold word of a sentence that is a number: one of the usual ones, or the one it is already. */
export function ChooseCount({
  value,
  usual,
  says,
  onChange,
  ...word
}: {
  name: string
  value: number
  usual: readonly number[]
  /** How a number reads in the sentence. */
  says: (count: number) => string
  onChange: (value: number) => void
  wrong?: boolean
}) {
  return (
    <Choose
      {...word}
      value={String(value)}
      onChange={(chosen) => onChange(Number(chosen))}
      options={[...new Set([...usual, value])]
        .sort((a, b) => a - b)
        .map((count) => ({ value: String(count), label: says(count) }))}
    />
  )
}

const MOST_FRAMES = 300

/**
 * Move the focus into a list that opens, as soon as it can be focused; returns what gives up.
 *
 * Ant Design tries once, after three frames: on a busy machine the list is still hidden then, and the
 * next keys are lost.
 */
function focusIn(list: RefObject<HTMLElement | null>): () => void {
  let frame = 0
  let tried = 0
  const tryOnce = () => {
    const items = list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? []
    const chosen = [...items].find((item) => item.matches(".ant-dropdown-menu-item-selected"))
    const item = chosen ?? items[0]
    if (list.current?.contains(document.activeElement)) return
    item?.focus()
    if (document.activeElement !== item && tried++ < MOST_FRAMES) {
      frame = requestAnimationFrame(tryOnce)
    }
  }
  frame = requestAnimationFrame(tryOnce)
  return () => cancelAnimationFrame(frame)
}
