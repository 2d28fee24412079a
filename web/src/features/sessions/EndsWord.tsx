import { Checkbox } from "antd"
import { useTranslation } from "react-i18next"
import type { Words } from "@/lib/ask"
import { Word, WordFoot } from "@/ui/ask/Word"
import { ENDS, type End } from "./ask"
import { endsText } from "./say"

/** What ends a session besides a pause: midnight, a new campaign, a new session of the client. */
export function EndsWord({
  value,
  wrong,
  onChange,
}: {
  value: readonly End[]
  wrong: boolean
  onChange: (ends: End[]) => void
}) {
  const { t } = useTranslation("sessions")
  const said = endsText({ ends: [...value] }, t as unknown as Words)
  return (
    <Word
      name={t("endsLabel")}
      reads={said || t("endsNothing")}
      quiet={value.length === 0}
      wrong={wrong}
    >
      {(close) => (
        <>
          <div className="br-session-ends">
            {ENDS.map((end) => (
              <Checkbox
                key={end}
                checked={value.includes(end)}
                onChange={({ target }) =>
                  onChange(
                    ENDS.filter((one) => (one === end ? target.checked : value.includes(one))),
                  )
                }
              >
                <span className="br-session-end">
                  {t(`end.${end}`)}
                  <small>{t(`endHint.${end}`)}</small>
                </span>
              </Checkbox>
            ))}
          </div>
          <WordFoot onDone={close} />
        </>
      )}
    </Word>
  )
}
