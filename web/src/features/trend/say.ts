/** What does a trend say? Its title, its answer in a sentence, and its table. */
import { COMPARED, type TrendAsk } from "@/features/trend/ask"
import {
  behind,
  byTotal,
  change,
  type Line,
  lines,
  sayFormula,
  starts,
  type TrendAnswer,
  unfinished,
  writer,
} from "@/features/trend/lines"
import type { Table, Words } from "@/lib/ask"
import { sayFigure } from "@/lib/figure"
import { bucket, day, share } from "@/lib/format"
import { sayBy, sayStep } from "@/lib/sayings"

export function title(ask: TrendAsk, t: Words): string {
  const said = capital(ask.formula.trim() ? sayFormula(ask, t) : titleOfSeries(ask, t), t)
  const by = ask.by.length > 0 ? t("trend:titleBy", { said, by: sayBy(ask.by, t) }) : said
  const over = titleOver(ask, t)
  const smooth = ask.smooth > 1 && ask.over !== "start" ? t("trend:titleSmooth") : ""
  const beside = ask.compare ? t("trend:titleBeside", { period: sayCompared(ask.compare, t) }) : ""
  return t(`trend:titleEvery.${ask.every}`, { said: by, over, more: smooth + beside })
}

function titleOver({ over }: TrendAsk, t: Words): string {
  if (over === "" || over === "start") return over && t("trend:titleOver.start")
  const count = daysOf(over)
  return count === null
    ? t("trend:titleOver.length", { length: over })
    : t("trend:titleOver.days", { count })
}

/** What a point is taken over, as a word of the sentence. */
export function sayOver(over: string, t: Words): string {
  if (over === "" || over === "start") return t(`trend:over.${over || "none"}`)
  const count = daysOf(over)
  return count === null ? t("trend:over.length", { length: over }) : t("trend:over.days", { count })
}

/** Whether a date is written as the address has it: 2026-11-21. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text))
}

function daysOf(over: string): number | null {
  const days = /^(\d+)d$/.exec(over)?.[1]
  return days ? Number(days) : null
}

/** The period beside which a trend is shown: "the period before". */
export function sayCompared(compare: string, t: Words): string {
  if (COMPARED.includes(compare)) return t(`trend:compare.${compare || "none"}`)
  const date = isDate(compare) ? day(compare, "UTC") : compare
  return t("trend:compare.from", { date })
}

/** Our own words begin a title with a capital; names of events stay as they are. */
function capital(said: string, t: Words): string {
  const own = said.startsWith(t("ask:anyEvent"))
  return own ? said.charAt(0).toUpperCase() + said.slice(1) : said
}

function titleOfSeries(ask: TrendAsk, t: Words): string {
  if (ask.events.join() === "any" && ask.metrics.join() === "uniques") return t("trend:titleActive")
  if (ask.metrics.every((one) => one === ask.metrics[0])) {
    return t("trend:titleOne", {
      figure: sayFigure(ask.metrics[0] ?? "uniques", t),
      events: listed(ask, t),
    })
  }
  return ask.events
    .map((event, i) =>
      t("trend:titleOne", {
        figure: sayFigure(ask.metrics[i] ?? "uniques", t),
        events: sayStep(event, t),
      }),
    )
    .join(t("ask:comma"))
}

function listed(ask: TrendAsk, t: Words): string {
  return ask.events.map((event) => sayStep(event, t)).join(t("ask:comma"))
}

export function sentence(answer: TrendAnswer, ask: TrendAsk, t: Words, now = new Date()): string {
  const drawn = lines(answer, ask, t, now)
  if (!drawn.some(({ total }) => total)) return t("trend:nothing", { events: listed(ask, t) })
  if (drawn.length === 1 && drawn[0]) return ofOne(drawn[0], answer, ask, t, now)
  const named = drawn.filter(({ other, unset }) => !other && !unset)
  const best = (named.length > 0 ? named : drawn).sort(byTotal)
  const [first, second] = best
  if (!first) return ofOne(drawn[0] as Line, answer, ask, t, now)
  const write = writer(ask)
  const figure = figureOf(first, ask, t)
  const said = { first: first.name, value: write(first.total), figure }
  const leads = second
    ? t("trend:leads", { ...said, second: second.name, next: write(second.total) })
    : t("trend:leadsAlone", said)
  return tidy(besideUnset(leads, drawn, first, ask, t))
}

/** Who leads, and honestly how much is not set: before it, where that is more than any value. */
function besideUnset(leads: string, drawn: Line[], first: Line, ask: TrendAsk, t: Words): string {
  const none = drawn.find(({ unset, series }) => unset && series === first.series)
  if (!none?.total || first.unset) return leads
  const told = {
    leads,
    by: sayBy(ask.by, t),
    unset: writer(ask)(none.total),
    figure: figureOf(none, ask, t),
  }
  if (!adds(ask, none)) return t("trend:unsetIs", told)
  const others = drawn.filter((one) => one !== none && one.series === first.series)
  const rest = others.reduce((sum, { total }) => sum + (total ?? 0), 0)
  if (none.total > rest) return t("trend:unsetMost", told)
  return t(none.total > (first.total ?? 0) ? "trend:unsetFirst" : "trend:unsetSome", told)
}

/** Whether the groups' figures can be held against each other as parts of something. */
function adds(ask: TrendAsk, { series }: Line): boolean {
  return !ask.formula.trim() && /^(total|uniques|sum)/.test(ask.metrics[series] ?? "uniques")
}

/** Without the gap where a formula has no figure's name. */
function tidy(text: string): string {
  return text.replace(/ +(?=[,.])/g, "").replace(/ {2,}/g, " ")
}

function figureOf(line: Line, ask: TrendAsk, t: Words): string {
  return ask.formula.trim() ? "" : sayFigure(ask.metrics[line.series] ?? "uniques", t)
}

function ofOne(line: Line, answer: TrendAnswer, ask: TrendAsk, t: Words, now: Date): string {
  const write = writer(ask)
  const said = t(ask.formula.trim() ? "trend:wholeFormula" : "trend:whole", {
    value: write(line.total),
    figure: figureOf(line, ask, t),
    event: capital(line.name, t),
  })
  const more = change(line)
  if (more !== null && line.before) {
    const value = write(line.before.total)
    const key = more < 0 ? "trend:less" : more > 0 ? "trend:more" : "trend:same"
    return t(key, { said, share: share(Math.abs(more)), value })
  }
  const finished = line.values.slice(0, unfinished(answer, ask.every, now))
  const peak = highest(finished)
  if (peak === null || finished.length < 3) return t("trend:stop", { said })
  const when = bucket(starts(answer)[peak] ?? "", ask.every, answer.meta.zone)
  return t("trend:peak", { said, when, value: write(finished[peak]) })
}

function highest(values: (number | null)[]): number | null {
  let found: number | null = null
  values.forEach((value, i) => {
    if (value !== null && (found === null || value > (values[found] ?? -Infinity))) found = i
  })
  return found
}

/** More columns than this are neither read nor drawn in good time. */
const MOST_COLUMNS = 100

/** Lines as rows where there are groups and few buckets, else buckets; the whole period first. */
export function table(answer: TrendAnswer, ask: TrendAsk, t: Words): Table {
  const drawn = lines(answer, ask, t, new Date(answer.meta.period.to))
  const side = ask.by.length > 0 && starts(answer).length <= MOST_COLUMNS ? byLine : byBucket
  return side(answer, ask, drawn, t)
}

function byBucket(answer: TrendAnswer, ask: TrendAsk, drawn: Line[], t: Words): Table {
  const zone = answer.meta.zone
  const places = [null, ...starts(answer).map((_, i) => i)]
  const byKey = new Map(drawn.map((line) => [line.key, line]))
  return {
    columns: [
      {
        key: "start",
        title: t(`trend:bucket.${ask.every}`),
        is: "text",
        say: (value) =>
          value === null ? t("trend:wholePeriod") : bucket(String(value), ask.every, zone),
      },
      ...drawn.flatMap(({ key, label, before }) => [
        { key, title: label, is: kindOf(ask) },
        ...(before ? [{ key: `${key}<`, title: t("trend:before"), is: kindOf(ask) }] : []),
      ]),
    ],
    rows: places.map((at) => ({
      key: String(at),
      cells: {
        start: at === null ? null : (starts(answer)[at] ?? null),
        ...Object.fromEntries(drawn.map((line) => [line.key, valueAt(line, at)])),
        ...Object.fromEntries(
          drawn.flatMap(({ key, before }) =>
            before ? [[`${key}<`, at === null ? before.total : (before.values[at] ?? null)]] : [],
          ),
        ),
      },
      behind: (column) => {
        const line = byKey.get(column)
        return line && behind(line, at, answer, ask, t)
      },
    })),
  }
}

function byLine(answer: TrendAnswer, ask: TrendAsk, drawn: Line[], t: Words): Table {
  const zone = answer.meta.zone
  const all = starts(answer)
  return {
    columns: [
      ...(drawn.some(({ series }) => series > 0)
        ? [{ key: "event", title: t("ask:event"), is: "text" as const }]
        : []),
      { key: "group", title: sayBy(ask.by, t), is: "text" },
      { key: "total", title: t("trend:wholePeriod"), is: kindOf(ask) },
      ...(drawn.some(({ before }) => before)
        ? [
            { key: "before", title: t("trend:before"), is: kindOf(ask) },
            { key: "change", title: t("trend:change"), is: "share" as const },
          ]
        : []),
      ...all.map((start, i) => ({
        key: String(i),
        title: bucket(start, ask.every, zone),
        is: kindOf(ask),
      })),
    ],
    rows: drawn.map((line) => ({
      key: line.key,
      cells: {
        event: line.event,
        group: line.group,
        total: line.total,
        before: line.before?.total ?? null,
        change: change(line),
        ...Object.fromEntries(line.values.map((value, i) => [String(i), value])),
      },
      behind: (column) => {
        if (column === "total") return behind(line, null, answer, ask, t)
        return /^\d+$/.test(column) ? behind(line, Number(column), answer, ask, t) : undefined
      },
    })),
  }
}

function valueAt(line: Line, at: number | null): number | null {
  return at === null ? line.total : (line.values[at] ?? null)
}

function kindOf(ask: TrendAsk): "share" | "number" {
  return writer(ask) === share ? "share" : "number"
}
