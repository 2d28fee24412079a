/** How is a filter's text taken apart for rows of controls, and put together again? */
export const OPS = [
  "=",
  "!=",
  ">",
  ">=",
  "<",
  "<=",
  "between",
  "in",
  "not in",
  "contains",
  "not contains",
  "starts with",
  "not starts with",
  "ends with",
  "not ends with",
  "matches",
  "not matches",
  "not between",
  "is set",
  "is not set",
] as const
export type Op = (typeof OPS)[number]

/** A value as written: a text in quotes, a number, true or false, or a time such as `last 7 days`. */
export interface Literal {
  is: "text" | "number" | "flag" | "time"
  text: string
}

/** The name under which a test is kept that somebody is in an audience; its values are keys. */
export const AUDIENCE = "in audience"

/** One comparison; `name` is as the grammar writes it (`price`, `person.plan`, `props."order id"`). */
export interface Test {
  name: string
  op: Op
  values: Literal[]
}

/** A filter that fits into rows: tests that all hold, or of which one does. */
export interface Flat {
  join: "and" | "or"
  tests: Test[]
}

interface Token {
  kind: string
  text: string
}

const TOKEN =
  /(?<space>\s+)|(?<time>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w.-]))|(?<number>[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.]))|(?<double>"(?:[^"\\]|\\.)*")|(?<single>'(?:[^'\\]|\\.)*')|(?<back>`(?:[^`\\]|\\.)*`)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<mark>==|!=|<>|<=|>=|=~|!~|=|<|>|\(|\)|\[|\]|,|\.|&&|\|\||!)/suy
const MARKS: Record<string, Op> = {
  "=": "=",
  "==": "=",
  "!=": "!=",
  "<>": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
  "=~": "matches",
  "!~": "not matches",
}
const PLAIN = /^[\p{L}_$][\p{L}\p{N}_$]*$/u
const UNITS = /^(minute|hour|day|week|month|year)s?$/i

/** Take `text` apart; null where it is more than rows can show (brackets, `not`, mixed joins) or wrong. */
export function readFlat(text: string): Flat | null {
  if (text.trim() === "") return { join: "and", tests: [] }
  const tokens = cut(text)
  if (tokens === null) return null
  const reader = new Reader(tokens)
  const tests: Test[] = []
  let join: Flat["join"] | null = null
  for (;;) {
    const test = reader.test()
    if (test === null) return null
    tests.push(test)
    if (reader.done) return { join: join ?? "and", tests }
    const joined: Flat["join"] | null = reader.take("and", "&&")
      ? "and"
      : reader.take("or", "||")
        ? "or"
        : null
    if (joined === null || (join !== null && join !== joined)) return null
    join = joined
  }
}

export function writeFlat(flat: Flat): string {
  return flat.tests.map(writeTest).join(` ${flat.join} `)
}

export function writeTest({ name, op, values }: Test): string {
  if (name === AUDIENCE) {
    const keys = values.map(writeLiteral)
    return `${op === "not in" ? "not " : ""}${AUDIENCE} ${keys.length === 1 ? keys[0] : `[${keys.join(", ")}]`}`
  }
  if (op === "is set" || op === "is not set") return `${name} ${op}`
  const said = values.map(writeLiteral)
  if (op === "between" || op === "not between") return `${name} ${op} ${said[0]} and ${said[1]}`
  if (op === "in" || op === "not in") {
    const stretch = values.length === 1 && values[0]?.is === "time"
    return `${name} ${op} ${stretch ? said[0] : `[${said.join(", ")}]`}`
  }
  return `${name} ${op} ${said[0]}`
}

export function writeLiteral({ is, text }: Literal): string {
  if (is !== "text") return text
  const safe = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')
  return `"${safe.replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`
}

/** Whether a test can be asked: it has as many values as its operator takes. */
export function isWhole({ name, op, values }: Test): boolean {
  if (name === "") return false
  if (op === "is set" || op === "is not set") return true
  const filled = values.filter((one) => one.text !== "" || one.is === "text").length
  if (op === "between" || op === "not between") {
    return filled === 2 && values.every((one) => one.text !== "")
  }
  return filled >= 1 && values.every((one) => one.text !== "")
}

/** What someone typed, as a value: a number where the property is one or the operator wants one. */
export function literalOf(text: string, op: Op, type: "number" | "flag" | "string" | ""): Literal {
  const tidy = text.trim()
  const numeric = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(tidy)
  const ordered = [">", ">=", "<", "<=", "between", "not between"].includes(op)
  if (numeric && (type === "number" || (ordered && type !== "flag"))) {
    return { is: "number", text: tidy }
  }
  if (type === "flag" && (tidy === "true" || tidy === "false")) return { is: "flag", text: tidy }
  if (ordered && isTime(tidy)) return { is: "time", text: tidy }
  return { is: "text", text }
}

function isTime(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(text) ||
    /^(today|yesterday|now|(last \d+|this|last) (minute|hour|day|week|month|year)s?)$/i.test(text)
  )
}

/** A filter as text, whichever form it has: a text, or the server's JSON tree. */
export function whereText(data: unknown): string {
  if (typeof data === "string") return data
  if (typeof data !== "object" || data === null) return ""
  const tree = data as Record<string, unknown>
  if (Array.isArray(tree.and)) return joined(tree.and, "and")
  if (Array.isArray(tree.or)) return joined(tree.or, "or")
  if (tree.audience !== undefined) return audienceText(tree.audience, "in")
  if (tree.not !== undefined) {
    const inner = tree.not as Record<string, unknown> | null
    if (inner?.audience !== undefined) return audienceText(inner.audience, "not in")
    return `not (${whereText(tree.not)})`
  }
  return testText(tree)
}

function audienceText(keys: unknown, op: "in" | "not in"): string {
  const values = (Array.isArray(keys) ? keys : [keys]).map(literalIn)
  return writeTest({ name: AUDIENCE, op, values })
}

function joined(parts: unknown[], join: string): string {
  return parts
    .map((part) => {
      const nested = typeof part === "object" && part !== null && ("and" in part || "or" in part)
      return nested && parts.length > 1 ? `(${whereText(part)})` : whereText(part)
    })
    .join(` ${join} `)
}

function testText(tree: Record<string, unknown>): string {
  const op = OPS.find((one) => one === tree.op)
  if (op === undefined || typeof tree.property !== "string") return ""
  const raw = tree.value === undefined || tree.value === null ? [] : tree.value
  const values = (Array.isArray(raw) ? raw : [raw]).map(literalIn)
  return writeTest({ name: tree.property, op, values })
}

function literalIn(value: unknown): Literal {
  if (typeof value === "number") return { is: "number", text: String(value) }
  if (typeof value === "boolean") return { is: "flag", text: String(value) }
  if (typeof value === "object" && value !== null && "date" in value) {
    return { is: "time", text: String(value.date) }
  }
  return { is: "text", text: String(value) }
}

/** The last part of a name, as people say it: `props.price` is price, `person.plan` plan. */
export function shortName(name: string): string {
  const found = /^(?:props|column|person)\.(.+)$/s.exec(name)
  const rest = found?.[1] ?? name
  return /^"(?:[^"\\]|\\.)*"$/s.test(rest) ? rest.slice(1, -1).replace(/\\(.)/g, "$1") : rest
}

function cut(text: string): Token[] | null {
  const found: Token[] = []
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text)
    if (match === null) return null
    const [kind = ""] = Object.entries(match.groups ?? {}).find(([, is]) => is !== undefined) ?? []
    if (kind !== "space") found.push({ kind, text: match[0] })
  }
  return found
}

/** The text inside quotes. */
export function unquoted(text: string): string {
  const ends: Record<string, string> = { n: "\n", t: "\t" }
  return text.slice(1, -1).replace(/\\(.)/gs, (_, one: string) => ends[one] ?? one)
}

class Reader {
  private place = 0
  constructor(private readonly tokens: Token[]) {}

  get done(): boolean {
    return this.place === this.tokens.length
  }

  private get here(): Token {
    return this.tokens[this.place] ?? { kind: "end", text: "" }
  }

  take(...texts: string[]): boolean {
    const { kind, text } = this.here
    if ((kind !== "word" && kind !== "mark") || !texts.includes(text.toLowerCase())) return false
    this.place += 1
    return true
  }

  test(): Test | null {
    const audience = this.audience()
    if (audience !== undefined) return audience
    const name = this.name()
    const op = name === null ? null : this.op()
    if (name === null || op === null) return null
    const values = this.values(op)
    return values === null ? null : { name, op, values }
  }

  /** A test of audiences, where one stands here; null where it is wrong. */
  private audience(): Test | null | undefined {
    const before = this.place
    const op = this.take("not", "!") ? "not in" : "in"
    const value = this.tokens[this.place + 2]
    const begins = ["double", "single"].includes(value?.kind ?? "") || value?.text === "["
    if (!(this.take("in") && this.take("audience") && begins)) {
      this.place = before
      return undefined
    }
    const one = this.here.text === "[" ? this.list() : [this.literal()]
    const values = one?.filter((each) => each?.is === "text") ?? []
    return one === null || values.length < one.length
      ? null
      : { name: AUDIENCE, op, values: values as Literal[] }
  }

  private name(): string | null {
    const parts: string[] = []
    if (this.here.kind === "word" && this.here.text.toLowerCase() === "not") return null
    do {
      const { kind, text } = this.here
      if (!["word", "double", "back"].includes(kind)) return null
      const inside = kind === "word" ? text : unquoted(text)
      const plain = PLAIN.test(inside) && kind === "word"
      parts.push(plain ? inside : `"${inside.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`)
      this.place += 1
    } while (this.take("."))
    return parts.join(".")
  }

  private op(): Op | null {
    const { kind, text } = this.here
    if (kind === "mark" && MARKS[text]) {
      this.place += 1
      return MARKS[text]
    }
    if (this.take("is")) {
      const op = this.take("not") ? "is not set" : "is set"
      return this.take("set") ? op : null
    }
    const not = this.take("not")
    for (const word of ["contains", "matches", "between", "in"] as const) {
      if (this.take(word)) return not ? `not ${word}` : word
    }
    if (this.take("before")) return not ? ">=" : "<"
    for (const word of ["starts", "ends"] as const) {
      if (this.take(word)) {
        if (!this.take("with")) return null
        return not ? `not ${word} with` : `${word} with`
      }
    }
    return null
  }

  private values(op: Op): Literal[] | null {
    if (op === "is set" || op === "is not set") return []
    if ((op === "in" || op === "not in") && ["[", "("].includes(this.here.text)) return this.list()
    const first = this.literal()
    if (first === null) return null
    if (op === "in" || op === "not in") return first.is === "time" ? [first] : null
    if (op !== "between" && op !== "not between") return [first]
    const last = this.take("and") ? this.literal() : null
    return last === null ? null : [first, last]
  }

  private list(): Literal[] | null {
    const closing = this.take("[") ? "]" : ")"
    this.take("(")
    const found: Literal[] = []
    do {
      const one = this.literal()
      if (one === null) return null
      found.push(one)
    } while (this.take(","))
    return this.take(closing) ? found : null
  }

  private literal(): Literal | null {
    const { kind, text } = this.here
    this.place += 1
    if (kind === "double" || kind === "single") return { is: "text", text: unquoted(text) }
    if (kind === "number" || kind === "time") return { is: kind, text }
    if (kind !== "word") return null
    const word = text.toLowerCase()
    if (word === "true" || word === "false") return { is: "flag", text: word }
    if (["today", "yesterday", "now"].includes(word)) return { is: "time", text: word }
    if (word !== "last" && word !== "this") return null
    const said = [word]
    if (this.here.kind === "number") {
      said.push(this.here.text)
      this.place += 1
    }
    if (!UNITS.test(this.here.text)) return null
    said.push(this.here.text)
    this.place += 1
    return { is: "time", text: said.join(" ") }
  }
}
