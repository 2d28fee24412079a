/** Stickiness in words and as a table. */
import type { Behind, Column, Table, Words } from "@/lib/ask"
import { bucket, exact, number, share } from "@/lib/format"
import type { StickinessState } from "./ask"
import { countsOf, meanDays, newestPlace, type Spell, type Stickiness } from "./spells"

export function spellName(
  spell: Spell,
  ask: StickinessState,
  answer: Stickiness,
  t: Words,
): string {
  const start = bucket(spell.start, ask.every, answer.meta.zone)
  return t(`stickiness:spell.${ask.every}`, { start })
}

export function sentence(answer: Stickiness, ask: StickinessState, t: Words): string {
  const spell = answer.spells[newestPlace(answer.spells)]
  if (spell === undefined || answer.spells.every((one) => one.people === 0)) {
    return t("stickiness:nobody")
  }
  const told = t("stickiness:sentence", {
    spell: t(`stickiness:opening.${ask.every}`, {
      start: bucket(spell.start, ask.every, answer.meta.zone),
    }),
    count: spell.people,
    people: exact(spell.people),
    mean: number(meanDays(spell)),
    days: spell.days.length,
    once: share(countsOf(spell)[0]?.share),
  })
  const known = answer.daily.filter((one) => one.share !== null)
  const mean = known.reduce((sum, one) => sum + (one.share ?? 0), 0) / known.length
  if (known.length === 0) return told
  return t("stickiness:withDaily", {
    told,
    share: share(mean),
    of: t(`stickiness:of.${ask.every}`),
  })
}

/** Whoever was active in a week on so many days of it. */
export function behindDays(
  place: number,
  days: number | null,
  atLeast: boolean,
  said: { answer: Stickiness; ask: StickinessState; t: Words },
): Behind {
  const { answer, ask, t } = said
  const spell = answer.spells[place]
  const name = spell ? spellName(spell, ask, answer, t) : ""
  if (days === null)
    return { title: t("stickiness:whoAll", { spell: name }), cell: { spell: place } }
  const key = atLeast ? "stickiness:whoAtLeast" : "stickiness:whoDays"
  return {
    title: t(key, { spell: name, count: days }),
    cell: { spell: place, days, at_least: atLeast },
  }
}

/** Whoever was active on a day, or in the days that end with it. */
export function behindDay(
  place: number,
  within: boolean,
  said: { answer: Stickiness; ask: StickinessState; t: Words },
): Behind {
  const { answer, ask, t } = said
  const day = bucket(answer.daily[place]?.start ?? "", "day", answer.meta.zone)
  const title = within
    ? t(`stickiness:whoWithin.${ask.every}`, { day })
    : t("stickiness:whoDay", { day })
  return { title, cell: { day: place, within } }
}

export function table(answer: Stickiness, ask: StickinessState, t: Words): Table {
  const said = { answer, ask, t }
  const columns: Column[] = [
    {
      key: "start",
      title: t(`stickiness:column.${ask.every}`),
      is: "text",
      say: (value) => bucket(String(value), ask.every, answer.meta.zone),
    },
    { key: "people", title: t("stickiness:people"), is: "number" },
    { key: "days", title: t("stickiness:days"), is: "number" },
    { key: "exactly", title: t("stickiness:exactly"), is: "number" },
    { key: "share", title: t("stickiness:share"), is: "share" },
    { key: "atLeast", title: t("stickiness:atLeast"), is: "number" },
    { key: "atLeastShare", title: t("stickiness:atLeastShare"), is: "share" },
  ]
  const rows = answer.spells.flatMap((spell, place) =>
    countsOf(spell).map((one) => ({
      key: `${spell.start} ${one.days}`,
      cells: {
        start: spell.start,
        people: spell.people,
        days: one.days,
        exactly: one.people,
        share: one.share,
        atLeast: one.atLeast,
        atLeastShare: one.atLeastShare,
      },
      behind: (column: string) => {
        if (column === "people" && spell.people) return behindDays(place, null, false, said)
        if (column === "exactly" && one.people) return behindDays(place, one.days, false, said)
        if (column === "atLeast" && one.atLeast) return behindDays(place, one.days, true, said)
        return undefined
      },
    })),
  )
  return { columns, rows }
}
