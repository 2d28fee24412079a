import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { listSaved, type Saved } from "@/features/question/api"
import { Invitations } from "@/features/question/Invitations"
import { KindIcon } from "@/features/question/KindIcon"
import { QuestionFiles } from "@/features/question/QuestionFiles"
import { ago } from "@/lib/format"
import { useAt, useProject } from "@/lib/session"
import { Page } from "@/ui/Page"
import { SearchedList, useSearched } from "@/ui/SearchedList"
import "@/features/question/question.css"

/** The saved questions, newest first, to be searched; above them the kinds to ask. */
export function SavedList() {
  const { t } = useTranslation("question")
  const { name } = useProject()
  const list = useSearched(["questions", name], listSaved)
  return (
    <Page
      title={t("questions")}
      lead={t("questionsLead")}
      extra={<QuestionFiles some={list.all.length > 0} />}
    >
      <Invitations large={list.bare} />
      <SearchedList
        list={list}
        name={t("questions")}
        find={t("find")}
        none={{ title: t("noneSaved"), hint: t("noneSavedHint") }}
        noneFound={(search) => t("noneFound", { search })}
        searchable={!list.bare}
        row={(one) => <SavedRow key={one.id} saved={one} />}
      />
    </Page>
  )
}

function SavedRow({ saved }: { saved: Saved }) {
  const { t } = useTranslation("question")
  const at = useAt()
  const { owner } = saved
  return (
    <li className="br-saved">
      <Link to={at(`/insights/${saved.kind}?q=${saved.id}`)} className="br-saved-row">
        <KindIcon kind={saved.kind} />
        <span className="br-saved-name">
          <strong>{saved.name}</strong>
          {saved.description && <small>{saved.description}</small>}
        </span>
        <small className="br-saved-who">
          {owner ? t("by", { owner: owner.name || owner.email }) : t("byProgram")}
        </small>
        <small className="br-saved-when">{t("updated", { ago: ago(saved.updated) })}</small>
      </Link>
    </li>
  )
}
