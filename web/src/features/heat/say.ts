/** A heat map in words and as a table. */
import type { Behind, Row, Table, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import type { HeatState } from "./ask"
import { elementName, type Heat, type HeatElement, type HeatSpot, middleOf } from "./page"

export function sentence(answer: Heat, _ask: HeatState, t: Words): string {
  const { map, page } = answer
  if (page === null) return t("heat:noPage")
  const said = [
    t("heat:sentence.clicks", {
      page,
      count: map.clicks,
      clicks: exact(map.clicks),
      views: exact(map.views),
    }),
  ]
  const [first] = answer.elements
  if (first && first.hits.clicks > 0) {
    const part = share(map.clicks ? first.hits.clicks / map.clicks : null)
    said.push(t("heat:sentence.most", { name: elementName(first), share: part }))
  }
  const middle = middleOf(answer)
  if (middle !== null) said.push(t("heat:sentence.half", { px: exact(middle) }))
  return said.join(t("heat:sentence.between")) + t("heat:sentence.end")
}

/** Whoever is behind an element's clicks: those that count, in anger, or in vain. */
export function behindElement(
  answer: Heat,
  place: number,
  of: "clicks" | "rage" | "dead",
  t: Words,
): Behind | undefined {
  const element = answer.elements[place]
  if (element === undefined || element.hits[of] === 0) return undefined
  const title = t(`heat:behind.${of}`, { name: elementName(element) })
  return { title, cell: { of, element: place } }
}

export function behindSpot(spot: HeatSpot, t: Words): Behind {
  return { title: t("heat:behind.place"), cell: { column: spot.column, band: spot.band } }
}

export function behindReach(answer: Heat, band: number, t: Words): Behind | undefined {
  if ((answer.map.reach[band]?.people ?? 0) === 0) return undefined
  const px = exact(band * answer.band)
  return { title: t("heat:behind.reach", { px }), cell: { of: "reach", band } }
}

export function table(answer: Heat, _ask: HeatState, t: Words): Table {
  const beside = answer.versus !== null && answer.versus !== undefined
  const title = (key: string) => t(`heat:column.${key}`)
  return {
    columns: [
      { key: "name", title: title("name"), is: "text" },
      { key: "selector", title: title("selector"), is: "text" },
      { key: "href", title: title("href"), is: "text" },
      { key: "clicks", title: title("clicks"), is: "number" },
      { key: "people", title: title("people"), is: "number" },
      { key: "per_view", title: title("perView"), is: "share" },
      ...(beside ? [{ key: "versus", title: title("versus"), is: "share" as const }] : []),
      { key: "rage", title: title("rage"), is: "number" },
      { key: "dead", title: title("dead"), is: "number" },
    ],
    rows: answer.elements.map((element, place) => row(answer, element, place, t)),
  }
}

function row(answer: Heat, element: HeatElement, place: number, t: Words): Row {
  const { hits } = element
  return {
    key: element.selector,
    cells: {
      name: element.text || element.tag,
      selector: element.selector,
      href: element.href,
      clicks: hits.clicks,
      people: hits.people,
      per_view: hits.per_view,
      versus: element.versus?.per_view ?? null,
      rage: hits.rage,
      dead: hits.dead,
    },
    behind: (column) => {
      if (column === "people") return behindElement(answer, place, "clicks", t)
      if (column === "rage" || column === "dead") return behindElement(answer, place, column, t)
      return undefined
    },
  }
}
