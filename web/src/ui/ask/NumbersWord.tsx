import { Input } from "antd"
import { Word, WordFoot } from "@/ui/ask/Word"

/** Where ranges begin, as a word of a sentence: found by the server, or typed as numbers. */
export function NumbersWord({
  name,
  reads,
  example,
  hint,
  value,
  wrong,
  onChange,
}: {
  name: string
  reads: string
  example: string
  hint: string
  value: string
  wrong: boolean
  onChange: (numbers: string) => void
}) {
  return (
    <Word name={name} reads={reads} wrong={wrong}>
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            const typed = new FormData(event.currentTarget).get("numbers")
            onChange(typeof typed === "string" ? typed.trim() : "")
            close()
          }}
        >
          <Input
            name="numbers"
            autoFocus
            aria-label={name}
            placeholder={example}
            defaultValue={value}
            inputMode="decimal"
          />
          <small className="br-quiet">{hint}</small>
          <WordFoot />
        </form>
      )}
    </Word>
  )
}
