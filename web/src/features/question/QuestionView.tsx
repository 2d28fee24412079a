import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router"
import { AnswerCard } from "@/features/question/AnswerCard"
import { BuilderPlace } from "@/features/question/BuilderCard"
import { FormsDrawer } from "@/features/question/FormsDrawer"
import { Head } from "@/features/question/Head"
import { PeopleDrawer } from "@/features/question/PeopleDrawer"
import { useAnswer } from "@/features/question/useAnswer"
import { useQuestion } from "@/features/question/useQuestion"
import { AnnotatedPlace } from "@/lib/annotations"
import { Refusal } from "@/lib/api"
import type { AnyKind, Behind, Words } from "@/lib/ask"
import { useEvents, useProperties } from "@/lib/schema"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"
import "@/features/question/question.css"

/** Nothing to see: fetches what one may ask about, once the answer no longer waits for it. */
function Warm() {
  useEvents()
  useProperties()
  return null
}

/** A question page: left the question as a sentence, right its answer. */
export function QuestionView({ kind }: { kind: AnyKind }) {
  const { t: words } = useTranslation()
  const t = words as Words
  const question = useQuestion(kind)
  const [search] = useSearchParams()
  const missing = kind.missing(question.ask, t)
  const answering = useAnswer(
    kind,
    question.ask,
    question.body,
    missing === null && !question.waiting,
  )
  const [behind, setBehind] = useState<Behind | null>(null)
  const [forms, setForms] = useState(false)
  const auto = kind.title(question.ask, t)
  const title = search.get("name") || question.saved?.name || auto
  useEffect(() => {
    document.title = `${title} · Bellrock`
  }, [title])
  if (question.waiting) return <Waiting />
  const refusal = answering.error instanceof Refusal ? answering.error : null
  return (
    <section className="br-page br-question-page" aria-label={title}>
      {question.error ? <Problem error={question.error} /> : null}
      <Head
        kind={kind}
        question={question}
        title={title}
        auto={auto}
        answered={answering.shown}
        onForms={() => setForms(true)}
      />
      <div className="br-question">
        <BuilderPlace kind={kind} question={question} refusal={refusal} needed={missing !== null} />
        <AnnotatedPlace value="written">
          <AnswerCard
            kind={kind}
            answering={answering}
            missing={missing}
            title={title}
            onPeople={setBehind}
          />
        </AnnotatedPlace>
      </div>
      {answering.shown && <Warm />}
      {behind && answering.shown && (
        <PeopleDrawer
          kind={kind.name}
          ask={answering.shown.body}
          behind={behind}
          onClose={() => setBehind(null)}
        />
      )}
      {forms && (
        <FormsDrawer kind={kind.name} ask={question.body} onClose={() => setForms(false)} />
      )}
    </section>
  )
}
