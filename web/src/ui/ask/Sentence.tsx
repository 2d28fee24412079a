import type { TFunction } from "i18next"
import type { ReactElement, ReactNode } from "react"
import { Trans } from "react-i18next"
import type { Refusal } from "@/lib/api"
import type { BuilderProps } from "@/lib/ask"
import { rootOf } from "@/lib/place"
import { useWords } from "@/ui/Problem"
import "@/ui/ask/ask.css"

/** A question as a sentence of words to click; on a phone its clauses stand under each other as steps. */
export function Sentence({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={name} className="br-sentence">
      {children}
    </div>
  )
}

/** A part of the sentence that stays together; with what the server found wrong with it. */
export function Clause({
  children,
  refusal = null,
  fields = [],
  removable = false,
}: {
  children: ReactNode
  refusal?: Refusal | null
  /** The fields that this clause asks for, as the server names them. */
  fields?: readonly string[]
  /** Whether its last child is a button that takes it away, which stands at its edge. */
  removable?: boolean
}) {
  const wrong = isWrong(refusal, fields)
  return (
    <div className={removable ? "br-clause br-clause-removable" : "br-clause"}>
      {children}
      {wrong && refusal && <Refused refusal={refusal} />}
    </div>
  )
}

/** Whether a refusal names one of `fields`; `events[0].where` is of `events`. */
export function isWrong(refusal: Refusal | null, fields: readonly string[]): boolean {
  return Boolean(refusal?.field) && fields.includes(rootOf(refusal?.field ?? ""))
}

/** What binds a control to one field of a question: `<EventPicker {...field("event")} />`. */
export function fieldsOf<Ask extends object>({ ask, onChange, refusal }: BuilderProps<Ask>) {
  return <Name extends keyof Ask & string>(name: Name) => ({
    value: ask[name],
    wrong: isWrong(refusal, [name]),
    onChange: (value: Ask[Name]) => onChange({ ...ask, [name]: value }),
  })
}

/** What lays controls into the words of a clause: `clause("every", ["every"])` is of `clause.every`. */
export function clausesOf<Space extends string>(
  t: TFunction<Space>,
  refusal: Refusal | null,
  controls: Record<string, ReactElement>,
) {
  return (key: string, fields: readonly string[], remove: ReactNode = null) => (
    <Clause refusal={refusal} fields={fields} removable={Boolean(remove)}>
      <Trans t={t as TFunction} i18nKey={`clause.${key}`} components={controls} />
      {remove}
    </Clause>
  )
}

/** What the server found wrong, to stand under the word that it is about. */
export function Refused({ refusal }: { refusal: Refusal }) {
  const { title, hint } = useWords(refusal)
  return (
    <div className="br-refused" role="alert">
      {title}
      {hint && <small>{hint}</small>}
    </div>
  )
}
