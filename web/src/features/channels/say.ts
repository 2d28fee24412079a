/** Channels in words and as a table. */
import type { EChartsOption } from "echarts"
import type { Schemas } from "@/lib/api"
import type { Behind, Column, Row, Table, Words } from "@/lib/ask"
import { country, exact, number, share } from "@/lib/format"
import { sayBy, sayGroup } from "@/lib/sayings"
import { shortName } from "@/lib/where"
import type { ChannelsState } from "./ask"

export type Channels = Schemas["ChannelsAnswer"]
export type ChannelRow = Channels["rows"][number]
export type Turned = Channels["turned"][number]
type Rate = ChannelRow["figures"]["bounced"]
type Only = "people" | "bounced" | "converted" | "machines" | "watched" | "kept"

export function rowName(row: ChannelRow, t: Words): string {
  return row.by === null ? t("channels:all") : sayGroup(row.by, row.other === true, t)
}

/** A figure of a row: its value, how it reads, between which bounds, and who stands behind it. */
export interface Figure {
  key: string
  title: string
  is: Column["is"]
  value: number | null
  note?: string | undefined
  only?: { only: Only; day?: number }
}

export function figures(row: ChannelRow, answer: Channels, t: Words): Figure[] {
  const one = row.figures
  const rate = (key: string, told: Rate, only: { only: Only; day?: number }): Figure => ({
    ...{ key, title: t(`channels:figure.${key}`), is: "share", value: told.share, only },
    note: boundsOf(told, t),
  })
  const found: Figure[] = [
    {
      ...{ key: "people", title: t("channels:figure.people"), is: "number" },
      ...{ value: one.people, only: { only: "people" } },
    },
    {
      ...{ key: "machines", title: t("channels:figure.machines"), is: "share" },
      ...{ value: one.machine_share, only: { only: "machines" } },
      note: t("channels:machines", { count: one.machines, said: exact(one.machines) }),
    },
    {
      ...{ key: "sessions", title: t("channels:figure.sessions"), is: "number" },
      value: one.sessions === null ? null : Math.round(one.sessions * 100) / 100,
    },
    rate("bounced", one.bounced, { only: "bounced" }),
  ]
  if (one.conversion) found.push(rate("conversion", one.conversion, { only: "converted" }))
  if (one.value) {
    found.push({
      ...{ key: "value", title: t("channels:figure.value"), is: "number" },
      value: one.value.mean === null ? null : Math.round(one.value.mean * 100) / 100,
      note: t("channels:between", {
        low: number(one.value.low),
        high: number(one.value.high),
      }),
    })
  }
  return [
    ...found,
    ...one.retention.map(
      (told, day): Figure => ({
        ...rate("kept", told, { only: "kept", day }),
        key: `day ${answer.days[day]}`,
        title: t("channels:figure.kept", { day: answer.days[day] }),
      }),
    ),
  ]
}

export function written({ is, value }: Figure): string {
  if (value === null) return "–"
  return is === "share" ? share(value) : number(value)
}

function boundsOf(told: Rate, t: Words): string | undefined {
  if (told.share === null) return undefined
  return t("channels:bounds", {
    ...{ part: exact(told.part), of: exact(told.of) },
    ...{ low: share(told.low), high: share(told.high) },
  })
}

export function behind(
  row: ChannelRow,
  place: number | null,
  figure: Figure,
  t: Words,
): Behind | undefined {
  if (!figure.only || !figure.value) return undefined
  const cell = { ...(place !== null && { row: place }), ...figure.only }
  return { title: `${rowName(row, t)} · ${figure.title}`, cell }
}

export function sentence(answer: Channels, ask: ChannelsState, t: Words): string {
  const whole = answer.total.figures
  const first = answer.rows.find((row) => !row.other)
  if (whole.people === 0 || !first) return t("channels:nothing")
  return t("channels:sentence", {
    ...{ people: exact(whole.people), by: sayBy([ask.by], t), name: rowName(first, t) },
    share: share(first.figures.share),
  })
}

/** Where the order of two channels turns round, with its numbers. */
export function turnedText(one: Turned, t: Words): string {
  const name = (value: string | null) => value ?? t("ask:notSet")
  const of = (part: number, whole: number) => share(whole > 0 ? part / whole : null)
  const day = /^day (\d+)$/.exec(one.outcome)
  return t(one.everywhere ? "channels:turned.every" : "channels:turned.most", {
    outcome: day ? t("channels:turned.day", { day: day[1] }) : t("channels:turned.conversion"),
    ...{ first: name(one.first), second: name(one.second), property: shortName(one.property) },
    ...{ firstShare: of(one.whole.first, one.whole.first_of) },
    ...{ secondShare: of(one.whole.second, one.whole.second_of) },
    inside: one.groups
      .slice(0, 4)
      .map((group) => {
        const called =
          shortName(one.property) === "country" && group.value
            ? country(group.value)
            : name(group.value)
        const shares = {
          first: of(group.first, group.first_of),
          second: of(group.second, group.second_of),
        }
        return t("channels:turned.inside", { value: called, ...shares })
      })
      .join(t("channels:turned.and")),
    better: share(-one.within),
  })
}

export function table(answer: Channels, ask: ChannelsState, t: Words): Table {
  const told = figures(answer.total, answer, t)
  const columns: Column[] = [
    { key: "name", title: sayBy([ask.by], t), is: "text" },
    ...told.map(({ key, title, is }) => ({ key, title, is })),
  ]
  const rows = [...answer.rows, answer.total].map((row, at): Row => {
    const mine = figures(row, answer, t)
    const place = row.by === null ? null : at
    return {
      key: String(at),
      cells: {
        name: rowName(row, t),
        ...Object.fromEntries(mine.map(({ key, value }) => [key, value])),
      },
      behind: (column) => {
        const figure = mine.find(({ key }) => key === column)
        return figure && behind(row, place, figure, t)
      },
    }
  })
  return { columns, rows }
}

/** People by channel, for a picture. */
export function picture(answer: Channels, _: ChannelsState, t: Words): EChartsOption {
  const rows = answer.rows.filter((row) => !row.other)
  return {
    grid: { left: 8, right: 64, top: 8, bottom: 8, outerBoundsMode: "same" },
    xAxis: { type: "value", min: 0 },
    yAxis: { type: "category", inverse: true, data: rows.map((row) => rowName(row, t)) },
    series: [
      {
        type: "bar",
        data: rows.map((row) => row.figures.people),
        label: { show: true, position: "right" },
      },
    ],
  }
}
