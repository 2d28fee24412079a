import { CloseOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import type { BuilderProps, Words } from "@/lib/ask"
import { EventPicker } from "@/ui/ask/EventPicker"
import { clausesOf, isWrong, Sentence } from "@/ui/ask/Sentence"
import type { PathsState } from "./ask"
import { viewWords } from "./viewWords"
import { wayWords } from "./wayWords"

/** The question as a sentence: from where to where, how far, and through what. */
export function PathsBuilder({ ask, onChange, refusal }: BuilderProps<PathsState>) {
  const { t } = useTranslation("paths")
  const set = (change: Partial<PathsState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const clause = clausesOf(t, refusal, {
    ...wayWords(ask, set, wrong, t as unknown as Words),
    ...viewWords(ask, set, wrong, t as unknown as Words),
    exclude: <Exclude ask={ask} wrong={wrong("exclude")} onChange={set} />,
  })
  return (
    <Sentence name={t("builder")}>
      {clause("steps", ["max_steps"])}
      {ask.around === "" && clause("anchors", ["start", "end"])}
      {clause(ask.around ? "aroundBefore" : "around", ["around", "before"])}
      {clause("via", ["via"])}
      {clause("within", ["within", "collapse", "loops"])}
      {clause("only", ["events"])}
      {clause("exclude", ["exclude", "groups"])}
      {clause("expand", ["expand"])}
      {clause("top", ["top", "at_least"])}
      {clause(`show.${ask.show}`, ["view", "versus", "clusters", "goal"])}
    </Sentence>
  )
}

/** The events left out, and a way to leave none out again. */
function Exclude({
  ask,
  wrong,
  onChange,
}: {
  ask: PathsState
  wrong: boolean
  onChange: (change: Partial<PathsState>) => void
}) {
  const { t } = useTranslation("paths")
  return (
    <>
      <EventPicker
        name={t("excludeLabel")}
        any={false}
        value={ask.exclude}
        wrong={wrong}
        onChange={(exclude) => onChange({ exclude })}
      />
      {ask.exclude && (
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined />}
          aria-label={t("noExclude")}
          onClick={() => onChange({ exclude: "" })}
        />
      )}
    </>
  )
}
