import { Alert } from "antd"
import { useTranslation } from "react-i18next"
import type { AnswerProps, Words } from "@/lib/ask"
import { sayBy } from "@/lib/sayings"
import { BarTable } from "@/ui/BarTable"
import { Empty } from "@/ui/Empty"
import { Part, Parts } from "@/ui/Part"
import type { ChannelsState } from "./ask"
import {
  behind,
  type ChannelRow,
  type Channels,
  figures,
  rowName,
  turnedText,
  written,
} from "./say"

/** Of what kind each channel's people are, and where the order of two channels turns round. */
export function ChannelsAnswer({ ask, answer, onPeople }: AnswerProps<ChannelsState, Channels>) {
  const { t } = useTranslation("channels")
  const say = t as unknown as Words
  if (answer.total.figures.people === 0) {
    return <Empty title={t("nothing")} hint={t("nothingHint")} />
  }
  const most = Math.max(...answer.rows.map((row) => row.figures.people), 1)
  const row = (one: ChannelRow, place: number | null) => ({
    key: String(place),
    name: rowName(one, say),
    share: place === null ? null : one.figures.people / most,
    quiet: place === null || one.other === true,
    cells: figures(one, answer, say).map((figure) => ({
      text: written(figure),
      note: figure.note,
      behind: behind(one, place, figure, say),
    })),
  })
  return (
    <Parts>
      {answer.turned.map((one) => (
        <Alert
          key={`${one.outcome} ${one.property} ${one.first} ${one.second}`}
          type="warning"
          showIcon
          title={t("turnedTitle")}
          description={turnedText(one, say)}
        />
      ))}
      <Part title={t("rowsTitle", { by: sayBy([ask.by], say) })} note={t("note")}>
        <BarTable
          caption={t("rowsTitle", { by: sayBy([ask.by], say) })}
          heads={[
            sayBy([ask.by], say),
            ...figures(answer.total, answer, say).map(({ title }) => title),
          ]}
          rows={[...answer.rows.map((one, at) => row(one, at)), row(answer.total, null)]}
          onPeople={onPeople}
        />
      </Part>
    </Parts>
  )
}
