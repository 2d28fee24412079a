import { SearchOutlined } from "@ant-design/icons"
import { useInfiniteQuery } from "@tanstack/react-query"
import { Button, Input, Skeleton } from "antd"
import { useDeferredValue } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { listSaved, type Saved } from "@/features/question/api"
import { Invitations } from "@/features/question/Invitations"
import { KindIcon } from "@/features/question/KindIcon"
import { QuestionFiles } from "@/features/question/QuestionFiles"
import { ago } from "@/lib/format"
import { useAddress } from "@/lib/location"
import { useAt, useProject } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import "@/features/question/question.css"

/** The saved questions, newest first, to be searched; above them the kinds to ask. */
export function SavedList() {
  const { t } = useTranslation("question")
  const { name } = useProject()
  const [search, setSearch] = useAddress("search", "")
  const wanted = useDeferredValue(search.trim())
  const saved = useInfiniteQuery({
    queryKey: ["questions", name, wanted],
    queryFn: ({ pageParam, signal }) => listSaved(wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
  const all = saved.data?.pages.flatMap((page) => page.data) ?? []
  const nothing = saved.data !== undefined && all.length === 0
  const bare = nothing && wanted === ""
  return (
    <Page
      title={t("questions")}
      lead={t("questionsLead")}
      extra={<QuestionFiles some={all.length > 0} />}
    >
      <Invitations large={bare} />
      {saved.isError && <Problem error={saved.error} onRetry={() => void saved.refetch()} />}
      <section className="br-card br-saved" aria-label={t("questions")}>
        {!bare && (
          <Input
            allowClear
            prefix={<SearchOutlined className="br-quiet" />}
            aria-label={t("find")}
            placeholder={t("find")}
            value={search}
            maxLength={200}
            onChange={(event) => setSearch(event.target.value)}
          />
        )}
        {saved.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
        {bare && <Empty title={t("noneSaved")} hint={t("noneSavedHint")} />}
        {nothing && !bare && <Empty title={t("noneFound", { search: wanted })} />}
        <ul>
          {all.map((one) => (
            <SavedRow key={one.id} saved={one} />
          ))}
        </ul>
        {saved.hasNextPage && (
          <Button
            block
            loading={saved.isFetchingNextPage}
            onClick={() => void saved.fetchNextPage()}
          >
            {t("showMore")}
          </Button>
        )}
      </section>
    </Page>
  )
}

function SavedRow({ saved }: { saved: Saved }) {
  const { t } = useTranslation("question")
  const at = useAt()
  const { owner } = saved
  return (
    <li>
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
