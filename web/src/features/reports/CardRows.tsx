import { useTranslation } from "react-i18next"
import type { Schemas } from "@/lib/api"
import type { Behind, Words } from "@/lib/ask"
import { country, exact, labelled, share } from "@/lib/format"
import { sayGroup } from "@/lib/sayings"
import { BarTable } from "@/ui/BarTable"
import { type Card, chosen, type Narrowed } from "./cards"

type Answer = Schemas["ReportAnswer"]
type Row = Answer["rows"][number]

/** The rows of a card; a name narrows to it, and a number opens its people. */
export function CardRows({
  card,
  narrowed,
  answer,
  onNarrow,
  onPeople,
  title,
}: {
  card: Card
  narrowed: Narrowed
  answer: Answer
  onNarrow: (next: Narrowed) => void
  onPeople: (behind: Behind) => void
  title: string
}) {
  const { t: words } = useTranslation("reports")
  const t = words as unknown as Words
  const rows = answer.rows.map((row, place) => ({ row, place })).filter(({ row }) => !row.unset)
  if (rows.length === 0) return <p className="br-quiet">{t(`reports:none`)}</p>
  const most = Math.max(...rows.map(({ row }) => row.figures.people), 1)
  const goal = answer.total.figures.converted !== null
  return (
    <BarTable
      caption={title}
      heads={[
        t("reports:value"),
        t("reports:people"),
        t(goal ? "reports:converted" : "reports:share"),
      ]}
      nameHint={(name) => t("reports:narrow", { name })}
      rows={rows.map(({ row, place }) => {
        const name = nameOf(row, card, t)
        const value = Object.values(row.by ?? {})[0]
        const cell = { row: place }
        const people = { title: labelled(title, name), cell }
        const converted = { title: labelled(title, name), cell: { ...cell, only: "converted" } }
        return {
          key: String(place),
          name,
          share: row.figures.people / most,
          quiet: row.other === true,
          onName: row.other || !value ? undefined : () => onNarrow(chosen(card, value, narrowed)),
          cells: [
            { text: exact(row.figures.people), behind: people },
            goal
              ? { text: share(row.figures.conversion), behind: converted }
              : { text: share(row.figures.share) },
          ],
        }
      })}
      onPeople={onPeople}
    />
  )
}

function nameOf(row: Row, card: Card, t: Words): string {
  const value = Object.values(row.by ?? {})[0]
  if (card.name === "country" && value && !row.other) return country(value)
  if (card.name === "language" && value && !row.other) return languageOf(value)
  return sayGroup(row.by, row.other === true, t)
}

/** A language by its code, in the reader's language; what is none as it is. */
function languageOf(code: string): string {
  try {
    return (
      new Intl.DisplayNames(document.documentElement.lang || "en", { type: "language" }).of(code) ??
      code
    )
  } catch {
    return code
  }
}
