/** How does a funnel read? Rungs with who went on, who stopped and how long it took; sentence and table. */
import { type FunnelAsk, isInOrder, readWithin } from "@/features/funnel/ask"
import { besideTable } from "@/features/funnel/beside"
import type { Schemas } from "@/lib/api"
import type { Behind, Table, Words } from "@/lib/ask"
import { labelled, number, sentences, share } from "@/lib/format"
import { sayBy, sayGroup, sayStep } from "@/lib/sayings"

export type FunnelAnswer = Schemas["FunnelAnswer"]

export interface Rung {
  name: string
  people: number
  /** Of those who entered. */
  share: number | null
  /** Of those on the step before. */
  onward: number | null
  /** Who were on the step before and did not come here. */
  dropped: number
  waitS: number | null
}

export interface Ladder {
  key: string
  /** The group's name; empty without a breakdown. */
  group: string
  other: boolean
  /** The group of what has none of the properties. */
  unset: boolean
  /** Its place in the answer; null without a breakdown. */
  at: number | null
  rungs: Rung[]
}

export function ladders(answer: FunnelAnswer, ask: FunnelAsk, t: Words): Ladder[] {
  const groups = answer.groups ?? [{ by: null, other: false, steps: answer.steps ?? [] }]
  const all = groups.map(({ by, other, steps }, i) => ({
    key: String(i),
    group: by ? sayGroup(by, other, t) : "",
    other,
    unset: by !== null && Object.values(by).every((value) => !value),
    at: by ? i : null,
    rungs: steps.map((one, place) => ({
      name: rungName(ask, place, t) ?? one.name,
      people: one.people,
      share: one.share,
      onward: one.share_of_previous,
      dropped: droppedAt(steps, place, ask),
      waitS: one.median_wait_s,
    })),
  }))
  return all.filter((one) => !one.other || entered(one) > 0 || all.length === 1).sort(inOrder)
}

/** How many came to the step before that cannot be skipped, and not here; none of a skippable one. */
function droppedAt(steps: readonly { people: number }[], place: number, ask: FunnelAsk): number {
  if (place === 0 || ask.optional.includes(place + 1)) return 0
  let before = place - 1
  while (ask.optional.includes(before + 1)) before -= 1
  return (steps[before]?.people ?? 0) - (steps[place]?.people ?? 0)
}

/** How a rung is called: its step, or how many of those whose order does not matter. */
export function rungName(ask: FunnelAsk, place: number, t: Words): string | null {
  const step = ask.steps[place]
  if (step === undefined) return null
  const first = ask.order === "unordered" ? 0 : 1
  const last = ask.order === "anchored-ends" ? ask.steps.length - 1 : ask.steps.length
  const fixed = isInOrder(ask) || place < first || place >= last
  if (fixed) return sayStep(step, t)
  return t("funnel:anyOf", { count: place - first + 1, of: last - first })
}

/** The group that most entered first, then the rest, and last what is not set. */
function inOrder(a: Ladder, b: Ladder): number {
  const standing = ({ unset, other }: Ladder) => (unset ? 2 : other ? 1 : 0)
  return standing(a) - standing(b) || entered(b) - entered(a)
}

export function entered(ladder: Ladder): number {
  return ladder.rungs[0]?.people ?? 0
}

/** The share that came to the top; null where nobody entered. */
export function overall(ladder: Ladder): number | null {
  return ladder.rungs.at(-1)?.share ?? null
}

/** The step after which most stop, from 0; null where nobody stops. */
export function widestGap(ladder: Ladder): number | null {
  let found: number | null = null
  ladder.rungs.forEach(({ dropped }, i) => {
    if (dropped > 0 && dropped > (found === null ? 0 : (ladder.rungs[found]?.dropped ?? 0))) {
      found = i
    }
  })
  return found === null ? null : found - 1
}

export function sayWithin(text: string, t: Words): string {
  if (text === "session" || text === "day") return t(`funnel:length.${text}`)
  const found = readWithin(text)
  return found ? t(`funnel:length.${found.unit}`, { count: found.count }) : text
}

export function title(ask: FunnelAsk, t: Words): string {
  const steps = ask.steps.filter((one) => one !== "").map((one) => sayStep(one, t))
  if (steps.length === 0) return t("funnel:titleNone")
  const said = steps.length > 4 ? [...steps.slice(0, 2), "…", steps.at(-1)] : steps
  const way = said.join(" → ")
  return ask.by.length > 0 ? t("funnel:titleBy", { way, by: sayBy(ask.by, t) }) : way
}

/** Fewer people than this make no comparison of groups. */
const FEW = 30

export function sentence(answer: FunnelAnswer, ask: FunnelAsk, t: Words): string {
  const all = ladders(answer, ask, t)
  const count = all.reduce((sum, one) => sum + entered(one), 0)
  const first = sayStep(ask.steps[0] ?? "", t)
  if (count === 0) return t("funnel:nobody", { step: first })
  const done = all.reduce((sum, one) => sum + (one.rungs.at(-1)?.people ?? 0), 0)
  const said = t(`funnel:came.${ask.count}`, {
    entered: number(count),
    done: number(done),
    share: share(done / count),
    within: sayWithin(ask.within, t),
  })
  return sentences(said, all.length > 1 ? compared(all, t) : mostStop(all[0], t))
}

function mostStop(ladder: Ladder | undefined, t: Words): string {
  const at = ladder ? widestGap(ladder) : null
  const next = at === null ? undefined : ladder?.rungs[at + 1]
  if (at === null || !next || !ladder || ladder.rungs.length < 3) return ""
  const lost = share(1 - (next.onward ?? 0))
  return t("funnel:mostStop", { step: ladder.rungs[at]?.name, share: lost })
}

function compared(all: Ladder[], t: Words): string {
  const told = all
    .filter((one) => !one.other && !one.unset && entered(one) >= FEW)
    .sort((a, b) => (overall(b) ?? 0) - (overall(a) ?? 0))
  const [best, worst] = [told[0], told.at(-1)]
  if (!best || !worst || best === worst) return ""
  return t("funnel:compared", {
    best: best.group,
    high: share(overall(best)),
    worst: worst.group,
    low: share(overall(worst)),
  })
}

/** Those who reached a step, or who stopped after it. */
export function behind(ladder: Ladder, step: number, dropped: boolean, t: Words): Behind {
  const name = ladder.rungs[step]?.name ?? ""
  const said = t(dropped ? "funnel:stoppedAt" : "funnel:reached", { step: name })
  return {
    title: ladder.group ? labelled(ladder.group, said) : said,
    cell: {
      step,
      ...(ladder.at === null ? {} : { group: ladder.at }),
      ...(dropped ? { dropped: true } : {}),
    },
  }
}

/** A row for each step (of each group), or of what is shown instead. */
export function table(answer: FunnelAnswer, ask: FunnelAsk, t: Words): Table {
  return besideTable(answer, ask, t) ?? stepsTable(answer, ask, t)
}

function stepsTable(answer: FunnelAnswer, ask: FunnelAsk, t: Words): Table {
  const all = ladders(answer, ask, t)
  return {
    columns: [
      ...(ask.by.length > 0
        ? [{ key: "group", title: sayBy(ask.by, t), is: "text" as const }]
        : []),
      { key: "step", title: t("funnel:step"), is: "text" },
      { key: "people", title: t("funnel:people"), is: "number" },
      { key: "share", title: t("funnel:ofEntered"), is: "share" },
      { key: "onward", title: t("funnel:ofPrevious"), is: "share" },
      { key: "dropped", title: t("funnel:droppedOff"), is: "number" },
      { key: "wait", title: t("funnel:medianWait"), is: "duration" },
    ],
    rows: all.flatMap((ladder) =>
      ladder.rungs.map((rung, i) => ({
        key: `${ladder.key}:${i}`,
        cells: {
          group: ladder.group,
          step: `${i + 1}. ${rung.name}`,
          people: rung.people,
          share: rung.share,
          onward: i > 0 ? rung.onward : null,
          dropped: i > 0 ? rung.dropped : null,
          wait: rung.waitS,
        },
        behind: (column) => {
          if (column === "people") return behind(ladder, i, false, t)
          return column === "dropped" && i > 0 ? behind(ladder, i - 1, true, t) : undefined
        },
      })),
    ),
  }
}
