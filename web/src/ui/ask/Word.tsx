import { Button, Drawer, Grid, Popover } from "antd"
import { type ReactNode, useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { labelled } from "@/lib/format"
import "@/ui/ask/ask.css"

/**
 * A bold word of a sentence that opens a small dialog, where it is changed; on a phone a sheet.
 *
 * Its dialog takes the focus, and gives it back when it closes; Escape closes it.
 */
export function Word({
  reads,
  name,
  quiet = false,
  wrong = false,
  wide = false,
  children,
}: {
  /** What stands in the sentence. */
  reads: ReactNode
  /** What it is, for who cannot see the sentence around it: "Event". */
  name: string
  /** An invitation to add something, rather than something chosen. */
  quiet?: boolean
  wrong?: boolean
  wide?: boolean
  children: (close: () => void) => ReactNode
}) {
  const [open, setOpen] = useState(false)
  const word = useRef<HTMLButtonElement>(null)
  const inside = useRef<HTMLDivElement>(null)
  const roomy = Grid.useBreakpoint().md ?? true
  const close = () => {
    setOpen(false)
    word.current?.focus()
  }
  const button = (
    <button
      ref={word}
      type="button"
      className={`br-word${quiet ? " br-word-quiet" : ""}${wrong ? " br-word-wrong" : ""}`}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-invalid={wrong || undefined}
      title={typeof reads === "string" && reads.length > 40 ? reads : undefined}
      onClick={roomy ? undefined : () => setOpen(true)}
    >
      <span className="br-offscreen-text">{labelled(name, "")}</span>
      {reads}
    </button>
  )
  if (!roomy) {
    return (
      <>
        {button}
        <Drawer
          open={open}
          onClose={close}
          title={name}
          placement="bottom"
          size="75vh"
          destroyOnHidden
          className="br-word-sheet"
        >
          <div className="br-word-dialog">{children(close)}</div>
        </Drawer>
      </>
    )
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      afterOpenChange={(now) => now && focusFirst(inside.current)}
      content={
        <div
          ref={inside}
          role="dialog"
          aria-label={name}
          className={wide ? "br-word-dialog br-word-wide" : "br-word-dialog"}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || event.defaultPrevented) return
            event.stopPropagation()
            close()
          }}
        >
          {children(close)}
        </div>
      }
    >
      {button}
    </Popover>
  )
}

/** The end of a word's dialog: what else can be done, and the button that closes it. */
export function WordFoot({ onDone, children }: { onDone?: () => void; children?: ReactNode }) {
  const { t } = useTranslation("ask")
  return (
    <footer className="br-word-foot">
      {children}
      <Button type="primary" size="small" htmlType={onDone ? "button" : "submit"} onClick={onDone}>
        {t("done")}
      </Button>
    </footer>
  )
}

/** Move the focus into a dialog that has just opened, where nothing in it took the focus itself. */
function focusFirst(dialog: HTMLElement | null): void {
  if (dialog === null || dialog.contains(document.activeElement)) return
  const first =
    dialog.querySelector<HTMLElement>("[data-first]") ??
    dialog.querySelector<HTMLElement>("input, textarea, button, [tabindex='0']")
  first?.focus()
}
