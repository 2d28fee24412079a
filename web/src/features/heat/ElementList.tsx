import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { exact, share } from "@/lib/format"
import { Part } from "@/ui/Part"
import { elementName, type Heat, type HeatElement } from "./page"
import { behindElement } from "./say"

/** What was clicked, the most clicked first; each number opens its people. */
export function ElementList({
  answer,
  onPeople,
}: {
  answer: Heat
  onPeople: (behind: Behind) => void
}) {
  const { t } = useTranslation("heat")
  const say = t as unknown as Words
  const most = Math.max(1, ...answer.elements.map(({ hits }) => hits.clicks))
  if (answer.elements.length === 0) {
    return (
      <Part title={t("elementsTitle")}>
        <p className="br-quiet">{t("noClicks")}</p>
      </Part>
    )
  }
  return (
    <Part title={t("elementsTitle")} note={t("elementsNote")}>
      <ol className="br-heat-elements">
        {answer.elements.map((element, place) => (
          <li key={element.selector}>
            <button
              type="button"
              className="br-heat-element"
              disabled={element.hits.people === 0}
              title={element.selector}
              onClick={() => {
                const behind = behindElement(answer, place, "clicks", say)
                if (behind) onPeople(behind)
              }}
            >
              <span className="br-heat-name">{elementName(element)}</span>
              <span className="br-heat-number">{exact(element.hits.clicks)}</span>
              <progress
                className="br-heat-bar"
                max={most}
                value={element.hits.clicks}
                aria-hidden="true"
              />
              <small className="br-quiet">{about(element, say)}</small>
            </button>
          </li>
        ))}
      </ol>
    </Part>
  )
}

/** What else is known of an element: its people, its clicks a view, and clicks that met nothing. */
function about({ hits, versus, tag }: HeatElement, t: Words): string {
  const said = [tag, t("heat:people", { count: hits.people, people: exact(hits.people) })]
  if (hits.per_view !== null) said.push(t("heat:perView", { share: share(hits.per_view) }))
  if (versus?.per_view != null) said.push(t("heat:perViewThere", { share: share(versus.per_view) }))
  if (hits.rage > 0) said.push(t("heat:rage", { count: hits.rage, clicks: exact(hits.rage) }))
  if (hits.dead > 0) said.push(t("heat:dead", { count: hits.dead, clicks: exact(hits.dead) }))
  return said.join(" · ")
}
