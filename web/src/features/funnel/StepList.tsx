import { HolderOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useRef, useState } from "react"
import { useTranslation } from "react-i18next"
import { moved } from "@/features/funnel/ask"
import type { Refusal } from "@/lib/api"
import { EventPicker } from "@/ui/ask/EventPicker"
import { Remove } from "@/ui/ask/Remove"
import { Refused } from "@/ui/ask/Sentence"

/** The steps under each other; the handle moves one, by dragging or by the arrow keys. */
export function StepList({
  steps,
  skipped,
  unordered,
  wrong,
  refusal,
  onChange,
}: {
  steps: string[]
  /** For each step whether it may be skipped; null where none may. */
  skipped: boolean[] | null
  unordered: boolean
  /** The place that a refusal names: `steps` or one of them. */
  wrong: string | null
  refusal: Refusal | null
  onChange: (steps: string[], skipped: boolean[]) => void
}) {
  const { t } = useTranslation("funnel")
  const list = useRef<HTMLOListElement>(null)
  const may = skipped ?? steps.map(() => false)
  const [held, setHeld] = useState<number | null>(null)
  const [said, setSaid] = useState("")
  const move = (from: number, to: number) => {
    if (to < 0 || to >= steps.length || to === from) return
    onChange(moved(steps, from, to), moved(may, from, to))
    setSaid(t("movedTo", { place: to + 1, count: steps.length }))
  }
  const press = (event: React.KeyboardEvent, at: number) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    move(at, at + step)
    const handles = list.current?.querySelectorAll<HTMLElement>(".br-handle")
    handles?.[Math.min(Math.max(at + step, 0), steps.length - 1)]?.focus()
  }
  const drag = (event: React.PointerEvent) => {
    if (held === null) return
    const to = placeAt(list.current, event.clientY)
    if (to === held) return
    move(held, to)
    setHeld(to)
  }
  return (
    <>
      <ol ref={list} className="br-steps">
        {steps.map((step, i) => (
          <li key={i} className={held === i ? "br-held" : undefined}>
            <button
              type="button"
              className="br-handle"
              aria-label={t("moveStep", { place: i + 1 })}
              title={t("moveHint")}
              onKeyDown={(event) => press(event, i)}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId)
                setHeld(i)
              }}
              onPointerMove={drag}
              onPointerUp={() => setHeld(null)}
              onPointerCancel={() => setHeld(null)}
            >
              <HolderOutlined />
            </button>
            <span className="br-step-place">{unordered ? "•" : i + 1}</span>
            <div className="br-step-event">
              <EventPicker
                name={t("stepName", { place: i + 1 })}
                value={step}
                wrong={wrong === `steps[${i}]` || (wrong === "steps" && step === "")}
                onChange={(next) => onChange(steps.with(i, next), may)}
              />
              {wrong === `steps[${i}]` && refusal && <Refused refusal={refusal} />}
            </div>
            {skipped && i > 0 && i + 1 < steps.length && (
              <Button
                type="text"
                size="small"
                className={may[i] ? "br-may-skip br-may-skip-on" : "br-may-skip"}
                aria-pressed={may[i]}
                aria-label={t("skipStep", {
                  place: i + 1,
                  said: t(may[i] ? "maySkip" : "mustDo"),
                })}
                onClick={() => onChange(steps, may.with(i, !may[i]))}
              >
                {t(may[i] ? "maySkip" : "mustDo")}
              </Button>
            )}
            {steps.length > 2 && (
              <Remove
                name={t("removeStep", { place: i + 1 })}
                onClick={() => {
                  const kept = (_: unknown, at: number) => at !== i
                  onChange(steps.filter(kept), may.filter(kept))
                }}
              />
            )}
          </li>
        ))}
      </ol>
      <span className="br-offscreen-text" aria-live="polite">
        {said}
      </span>
    </>
  )
}

/** Over which step the pointer is: the first whose lower edge lies below it. */
function placeAt(list: HTMLElement | null, y: number): number {
  const rows = [...(list?.children ?? [])]
  const found = rows.findIndex((row) => y < row.getBoundingClientRect().bottom)
  return found < 0 ? rows.length - 1 : found
}
