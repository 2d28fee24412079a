import { CheckOutlined, CopyOutlined } from "@ant-design/icons"
import { Button, Tooltip } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { labelled } from "@/lib/format"

/** A text in a fixed-width box with a button that copies it. */
export function Copyable({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await copyText(text)
    setCopied(true)
    window.setTimeout(() => setCopied(false), 2000)
  }
  return (
    <div className="br-copyable">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text scrolls, also by keyboard */}
      <pre tabIndex={0} role="group" aria-label={label}>
        {text}
      </pre>
      <Tooltip title={copied ? t("copied") : t("copy")}>
        <Button
          size="small"
          icon={copied ? <CheckOutlined /> : <CopyOutlined />}
          aria-label={labelled(t("copy"), label)}
          onClick={() => void copy()}
        />
      </Tooltip>
    </div>
  )
}

/** Copy `text`, also where the clipboard is closed to pages without TLS. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text)
    return
  }
  const field = document.createElement("textarea")
  field.value = text
  field.setAttribute("readonly", "")
  field.className = "br-offscreen"
  document.body.append(field)
  field.select()
  document.execCommand("copy")
  field.remove()
}
