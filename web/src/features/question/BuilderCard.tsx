import { EditOutlined } from "@ant-design/icons"
import { Button, Grid } from "antd"
import { useState } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { Question } from "@/features/question/useQuestion"
import type { Refusal } from "@/lib/api"
import type { AnyKind } from "@/lib/ask"
import { testOf } from "@/lib/place"
import { Choose } from "@/ui/ask/Choose"
import { FilterWord } from "@/ui/ask/FilterEditor"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"

const SHARED = ["where", "bots", "identity", "zone"]

/** The builder; on a phone it is folded away under the answer's way, until one changes the question. */
export function BuilderPlace(props: {
  kind: AnyKind
  question: Question
  refusal: Refusal | null
  /** Whether there is something to be chosen before there can be an answer. */
  needed: boolean
}) {
  const { t } = useTranslation("question")
  const wide = Grid.useBreakpoint().md ?? true
  const [open, setOpen] = useState(props.needed)
  const wrong = props.refusal !== null && hasPlace(props.kind, props.refusal)
  if (wide || open || props.needed || wrong) return <BuilderCard {...props} />
  return (
    <Button className="br-edit" icon={<EditOutlined />} onClick={() => setOpen(true)}>
      {t("editQuestion")}
    </Button>
  )
}

/** The question as a sentence: the kind's own clauses, then what all kinds share. */
function BuilderCard({
  kind,
  question,
  refusal,
}: {
  kind: AnyKind
  question: Question
  refusal: Refusal | null
}) {
  const { t } = useTranslation("question")
  const { ask, common, set } = question
  const { Builder } = kind
  return (
    <section className="br-card br-builder" aria-label={t("builder")}>
      <Builder ask={ask} onChange={(next) => set(next, common)} refusal={refusal} />
      <Sentence name={t("shared")}>
        <Clause refusal={refusal} fields={["where"]}>
          <Trans
            t={t}
            i18nKey="ofWhere"
            components={{
              where: (
                <FilterWord
                  value={common.where}
                  wrong={isWrong(refusal, ["where"])}
                  wrongTest={isWrong(refusal, ["where"]) ? testOf(refusal?.field) : null}
                  onChange={(where) => set(ask, { ...common, where })}
                />
              ),
            }}
          />
        </Clause>
        <Clause refusal={refusal} fields={["bots", "identity", "zone"]}>
          <Trans
            t={t}
            i18nKey="counting"
            components={{
              bots: (
                <Choose
                  name={t("bots")}
                  value={common.bots ? "with" : "without"}
                  options={[
                    { value: "without", label: t("withoutBots"), hint: t("withoutBotsHint") },
                    { value: "with", label: t("withBots"), hint: t("withBotsHint") },
                  ]}
                  onChange={(value) => set(ask, { ...common, bots: value === "with" })}
                />
              ),
              identity: (
                <Choose
                  name={t("identity")}
                  value={common.identity}
                  options={[
                    { value: "resolved", label: t("resolved"), hint: t("resolvedHint") },
                    { value: "as_of_event", label: t("asOfEvent"), hint: t("asOfEventHint") },
                  ]}
                  onChange={(identity) => set(ask, { ...common, identity })}
                />
              ),
            }}
          />
        </Clause>
      </Sentence>
      {question.changed && (
        <p className="br-changed">
          {t("changed")}{" "}
          <Button type="link" size="small" onClick={question.revert}>
            {t("revert")}
          </Button>
        </p>
      )}
    </section>
  )
}

/** Whether the builder shows this refusal at its place. */
export function hasPlace(kind: AnyKind, refusal: Refusal): boolean {
  return isWrong(refusal, [...kind.fields, ...SHARED])
}
