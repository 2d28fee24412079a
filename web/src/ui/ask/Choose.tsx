import { Dropdown } from "antd"
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
  return (
    <Dropdown
      trigger={["click"]}
      autoFocus
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
        type="button"
        className={wrong ? "br-word br-word-wrong" : "br-word"}
        aria-haspopup="menu"
        aria-invalid={wrong || undefined}
      >
        <span className="br-offscreen-text">{name}: </span>
        {chosen?.label ?? value}
      </button>
    </Dropdown>
  )
}
