/** How do a funnel's times, entries and drivers read? As tables; the charts are drawn elsewhere. */
import type { FunnelAsk } from "@/features/funnel/ask"
import type { Schemas } from "@/lib/api"
import type { Row, Table, Words } from "@/lib/ask"
import { bucket } from "@/lib/format"
import { sayBy, sayGroup } from "@/lib/sayings"
import { shortName } from "@/lib/where"

export type FunnelAnswer = Schemas["FunnelAnswer"]
export type Driver = Schemas["Driver"]
type Grouped = { by: Record<string, string | null> | null; other?: boolean }

/** A group with its name and its place in the answer; the rest only where it says something. */
export interface Named<One> {
  name: string
  at: number | null
  one: One
}

export function named<One extends Grouped>(
  all: readonly One[],
  t: Words,
  says: (one: One) => boolean,
): Named<One>[] {
  return all.flatMap((one, i) => {
    if (one.other && !says(one)) return []
    const name = one.by ? sayGroup(one.by, one.other ?? false, t) : t("funnel:everybody")
    return [{ name, at: one.by ? i : null, one }]
  })
}

export function timesOf(answer: FunnelAnswer, t: Words) {
  return named(answer.time?.groups ?? [], t, (one) => (one.took.at(-1)?.people ?? 0) > 0)
}

export function entriesOf(answer: FunnelAnswer, t: Words) {
  return named(answer.trend ?? [], t, (one) => one.points.some(({ entered }) => entered > 0))
}

/** The table of what is shown beside the steps; null where only they are. */
export function besideTable(answer: FunnelAnswer, ask: FunnelAsk, t: Words): Table | null {
  if (answer.time) return timesTable(answer, ask, t)
  if (answer.trend) return entriesTable(answer, ask, t)
  return answer.drivers ? driversTable(answer.drivers, t) : null
}

const FIGURES = ["p10_s", "p25_s", "median_s", "p75_s", "p90_s", "mean_s"] as const

function timesTable(answer: FunnelAnswer, ask: FunnelAsk, t: Words): Table {
  return {
    columns: [
      ...groupColumn(ask, t),
      { key: "step", title: t("funnel:step"), is: "text" },
      { key: "people", title: t("funnel:people"), is: "number" },
      ...FIGURES.map((key) => ({ key, title: t(`funnel:figure.${key}`), is: "duration" as const })),
    ],
    rows: timesOf(answer, t).flatMap(({ name, one }) =>
      one.took.map((took) => ({
        key: `${name}:${took.step}`,
        cells: {
          group: name,
          step: stepName(ask, took.step, t),
          people: took.people,
          ...Object.fromEntries(FIGURES.map((key) => [key, took[key]])),
        },
      })),
    ),
  }
}

/** "To 2. Product Added", or the whole way. */
export function stepName(ask: FunnelAsk, step: number | null, t: Words): string {
  if (step === null) return t("funnel:wholeWay", { count: ask.steps.length })
  return t("funnel:toStep", { place: step })
}

function entriesTable(answer: FunnelAnswer, ask: FunnelAsk, t: Words): Table {
  const last = ask.steps.length - 1
  const day = (at: string) => bucket(at, ask.every, answer.meta.zone)
  return {
    columns: [
      ...groupColumn(ask, t),
      { key: "start", title: t("funnel:enteredAt"), is: "text", say: (at) => day(String(at)) },
      { key: "entered", title: t("funnel:entered"), is: "number" },
      { key: "converted", title: t("funnel:converted"), is: "number" },
      { key: "share", title: t("funnel:share"), is: "share" },
    ],
    rows: entriesOf(answer, t).flatMap(({ name, at, one }) =>
      one.points.map((point, i): Row => {
        const { start, entered, converted, share } = point
        return {
          key: `${name}:${start}`,
          cells: { group: name, start, entered, converted, share },
          behind: (column) => {
            if (column !== "entered" && column !== "converted") return undefined
            const step = column === "entered" ? 0 : last
            const cell = { step, bucket: i, ...(at === null ? {} : { group: at }) }
            return { title: `${t(`funnel:${column}`)} · ${day(start)}`, cell }
          },
        }
      }),
    ),
  }
}

function driversTable(drivers: readonly Driver[], t: Words): Table {
  return {
    columns: [
      { key: "value", title: t("funnel:valueAtEntry"), is: "text" },
      { key: "people", title: t("funnel:people"), is: "number" },
      { key: "share", title: t("funnel:withIt"), is: "share" },
      { key: "without", title: t("funnel:withoutIt"), is: "share" },
      { key: "odds", title: t("funnel:odds"), is: "number" },
      { key: "low", title: t("funnel:oddsLow"), is: "number" },
      { key: "high", title: t("funnel:oddsHigh"), is: "number" },
      { key: "q", title: t("funnel:falseShare"), is: "share" },
    ],
    rows: drivers.map((one) => ({
      key: `${one.property}:${one.value}`,
      cells: {
        value: driverName(one, t),
        people: one.people,
        share: one.share,
        without: one.share_without,
        odds: Math.round(one.odds_ratio * 100) / 100,
        low: Math.round(one.low * 100) / 100,
        high: Math.round(one.high * 100) / 100,
        q: one.q,
      },
    })),
  }
}

/** "plan = pro". */
export function driverName({ property, value }: Driver, t: Words): string {
  return `${shortName(property)} = ${value ?? t("funnel:notSet")}`
}

function groupColumn(ask: FunnelAsk, t: Words) {
  if (ask.by.length === 0) return []
  return [{ key: "group", title: sayBy(ask.by, t), is: "text" as const }]
}
