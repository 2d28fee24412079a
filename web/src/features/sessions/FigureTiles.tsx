import { useTranslation } from "react-i18next"
import type { Behind, Words } from "@/lib/ask"
import { exact, sentences } from "@/lib/format"
import { FigureButton } from "@/ui/FiguresTable"
import type { SessionsState } from "./ask"
import { FIGURES, type Figure, placed, type Sessions, written } from "./figures"
import { behindBounces, behindRow, bounceText, definition, depthText } from "./say"

/** The figures of all sessions, each in a tile with what it means; counts open their people. */
export function FigureTiles({
  ask,
  answer,
  onPeople,
}: {
  ask: SessionsState
  answer: Sessions
  onPeople: (behind: Behind) => void
}) {
  const { t: words } = useTranslation("sessions")
  const t = words as unknown as Words
  const [whole] = placed(answer)
  if (whole === undefined) return null
  const { figures } = whole.row
  const everybody = behindRow(whole, null, { answer, ask, t })
  const behind: Partial<Record<Figure, Behind>> = {
    sessions: everybody,
    people: everybody,
    bounce_rate: behindBounces(whole.row, t),
  }
  const notes: Partial<Record<Figure, string>> = {
    sessions: definition(ask, t),
    bounce_rate: sentences(
      t("sessions:bounced", { count: figures.bounces, bounces: exact(figures.bounces) }),
      bounceText(ask, t),
    ),
    depth: depthText(ask, t),
    mean_s: t("sessions:durationNote"),
  }
  return (
    <dl className="br-session-tiles">
      {FIGURES.filter((one) => one !== "events").map((figure) => {
        const said = written(figure, figures[figure])
        const opens = behind[figure]
        return (
          <div key={figure}>
            <dt>{t(`sessions:figure.${figure}`)}</dt>
            <dd>
              {opens ? (
                <FigureButton said={said} of={opens.title} onClick={() => onPeople(opens)} />
              ) : (
                said
              )}
              {notes[figure] && <small>{notes[figure]}</small>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
