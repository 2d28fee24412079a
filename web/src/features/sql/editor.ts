/** How is a statement typed? CodeMirror with ClickHouse's words, the project's names, and the place of an error. */
import {
  autocompletion,
  type Completion,
  closeCompletion,
  completionKeymap,
} from "@codemirror/autocomplete"
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands"
import { SQLDialect, sql } from "@codemirror/lang-sql"
import { bracketMatching, HighlightStyle, syntaxHighlighting } from "@codemirror/language"
import {
  Compartment,
  type EditorState,
  type Extension,
  StateEffect,
  StateField,
} from "@codemirror/state"
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view"
import { tags } from "@lezer/highlight"
import type { SqlWords } from "./words"

const KEYWORDS =
  "select from where group by order having limit offset with as distinct join left right inner full " +
  "cross asof any all on using union except intersect and or not in like ilike between is null case " +
  "when then else end asc desc array prewhere qualify over partition rows range totals cube rollup " +
  "interval true false nulls first last fill window recursive"

const CLICKHOUSE = SQLDialect.define({
  keywords: KEYWORDS,
  builtin: "",
  types: "uint8 uint16 uint32 uint64 int8 int16 int32 int64 float32 float64 string date datetime",
  doubleQuotedStrings: false,
  hashComments: true,
  spaceAfterDashes: false,
  identifierQuotes: '`"',
  operatorChars: "*+-%<>!=&|/~",
})

const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--br-ink)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--br-good)" },
  { tag: tags.number, color: "var(--br-bad)" },
  { tag: tags.comment, color: "var(--br-quiet)", fontStyle: "italic" },
])

const setWrong = StateEffect.define<number | null>()
const wrongField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    for (const effect of change.effects) {
      if (effect.is(setWrong)) return wrongAt(change.state, effect.value)
    }
    return change.docChanged ? Decoration.none : marks
  },
  provide: (field) => EditorView.decorations.from(field),
})

function wrongAt(state: EditorState, at: number | null): DecorationSet {
  if (at === null || state.doc.length === 0) return Decoration.none
  const from = Math.min(at, state.doc.length - 1)
  const word = state.wordAt(from)
  const [begin, end] = word ? [word.from, word.to] : [from, from + 1]
  return Decoration.set([Decoration.mark({ class: "br-sql-wrong" }).range(begin, end)])
}

export interface EditorTold {
  text: string
  label: string
  hint: string
  onChange: (text: string) => void
  onRun: () => void
}

export interface Editor {
  view: EditorView
  words: (words: SqlWords) => void
}

/** Make an editor in `place`. Tab indents; Escape and then Tab leaves it. */
export function makeEditor(place: HTMLElement, told: EditorTold): Editor {
  const language = new Compartment()
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ""
  const run = (editor: EditorView) => {
    closeCompletion(editor)
    told.onRun()
    return true
  }
  const view = new EditorView({
    parent: place,
    doc: told.text,
    extensions: [
      EditorView.cspNonce.of(nonce),
      EditorView.contentAttributes.of({ "aria-label": told.label, spellcheck: "false" }),
      EditorView.lineWrapping,
      EditorView.domEventHandlers({ beforeinput: typedOver }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) told.onChange(update.state.doc.toString())
      }),
      keymap.of([{ key: "Mod-Enter", run, preventDefault: true }]),
      keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap, indentWithTab]),
      lineNumbers(),
      history(),
      drawSelection(),
      bracketMatching(),
      highlightActiveLine(),
      placeholder(told.hint),
      autocompletion({ icons: false, maxRenderedOptions: 60 }),
      syntaxHighlighting(COLOURS),
      wrongField,
      language.of(languageOf(null)),
    ],
  })
  const words = (known: SqlWords) =>
    view.dispatch({ effects: language.reconfigure(languageOf(known)) })
  return { view, words }
}

/**
 * Type over a selection by the editor's own hand.
 *
 * TRICKY: the browser would keep the look of what it replaces with a style attribute, which the
 * page's policy forbids.
 */
function typedOver(event: InputEvent, view: EditorView): boolean {
  const plain = event.inputType === "insertText" && event.data !== null && !event.isComposing
  if (!plain || view.state.selection.main.empty) return false
  event.preventDefault()
  view.dispatch(view.state.replaceSelection(event.data ?? ""), { userEvent: "input.type" })
  return true
}

function languageOf(words: SqlWords | null): Extension {
  const support = sql({ dialect: CLICKHOUSE, upperCaseKeywords: false })
  if (words === null) return support
  const options = completions(words)
  const more = CLICKHOUSE.language.data.of({
    autocomplete: (context: { pos: number; explicit: boolean } & CompletionPlace) => {
      const before = context.matchBefore(/[\w.$'`[]+/)
      if (!before && !context.explicit) return null
      return { from: before?.from ?? context.pos, options, validFor: /^[\w.$'`[\]]*$/ }
    },
  })
  return [support, more]
}

interface CompletionPlace {
  matchBefore(expression: RegExp): { from: number } | null
}

/** Everything to be completed, the project's own names first. */
export function completions(words: SqlWords): Completion[] {
  const named = (label: string, type: string, detail = "", boost = 0): Completion => ({
    label,
    type,
    detail,
    boost,
  })
  return [
    ...words.relations.map(({ name }) => named(name, "class", "", 9)),
    ...words.relations.flatMap(({ name, entries }) =>
      entries.map((one) => named(one.text, "property", name, 6)),
    ),
    ...words.properties.map((one) => named(one.text, "property", "", 5)),
    ...words.traits.map((one) => named(one.text, "property", "people", 4)),
    ...words.events.map((one) => named(one.text, "text", "event", 3)),
    ...["{from}", "{to}", "{zone}"].map((one) => named(one, "variable", "", 2)),
    ...words.functions.map((one) => ({ ...named(one, "function"), apply: `${one}(` })),
  ]
}

/** Put `text` in place of what stands there, unless it stands there already. */
export function setText(view: EditorView, text: string): void {
  const now = view.state.doc
  if (now.toString() !== text) {
    view.dispatch({ changes: { from: 0, to: now.length, insert: text } })
  }
}

/** Mark the place of an error; null takes the mark away. */
export function markWrong(view: EditorView, place: { line: number; column: number } | null): void {
  const { doc } = view.state
  const line = place && place.line <= doc.lines ? doc.line(place.line) : null
  const at = line && place ? Math.min(line.from + place.column - 1, line.to) : null
  view.dispatch({ effects: setWrong.of(at) })
}

export function insert(view: EditorView, text: string): void {
  view.dispatch(view.state.replaceSelection(text))
  view.focus()
}
