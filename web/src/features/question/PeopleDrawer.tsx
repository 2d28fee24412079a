import { useInfiniteQuery } from "@tanstack/react-query"
import { Button, Drawer, Segmented, Skeleton } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { fetchCrowd } from "@/features/question/api"
import type { Behind, Body, KindName } from "@/lib/ask"
import { number } from "@/lib/format"
import { useAt, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"

/** The people behind a number, each with a link to who they are. */
export function PeopleDrawer({
  kind,
  ask,
  behind,
  onClose,
}: {
  kind: KindName
  ask: Body
  behind: Behind
  onClose: () => void
}) {
  const { t } = useTranslation("question")
  const [part, setPart] = useState(0)
  const cell = behind.parts?.[part]?.cell ?? behind.cell
  return (
    <Drawer open onClose={onClose} title={behind.title} size={440} className="br-people">
      {behind.parts && behind.parts.length > 1 && (
        <Segmented
          block
          aria-label={t("partOf")}
          value={part}
          onChange={setPart}
          options={behind.parts.map(({ label }, value) => ({ value, label }))}
        />
      )}
      <Crowd key={part} kind={kind} said={{ ask, ...cell }} />
    </Drawer>
  )
}

function Crowd({ kind, said }: { kind: KindName; said: Body }) {
  const { t } = useTranslation("question")
  const { name } = useProject()
  const at = useAt()
  const crowd = useInfiniteQuery({
    queryKey: ["behind", name, kind, JSON.stringify(said)],
    queryFn: ({ pageParam, signal }) => fetchCrowd(kind, said, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  if (crowd.isError && !crowd.data) {
    return <Problem error={crowd.error} onRetry={() => void crowd.refetch()} />
  }
  if (!crowd.data) return <Skeleton active title={{ width: "40%" }} paragraph={{ rows: 8 }} />
  const people = crowd.data.pages.flatMap((page) => page.people)
  const total = crowd.data.pages[0]?.total ?? 0
  return (
    <>
      <p className="br-people-count" role="status">
        {t("people", { count: total, said: number(total) })}
      </p>
      <ul className="br-people-list">
        {people.map((person) => (
          <li key={person}>
            <Link to={at(`/people/${person}`)}>{person}</Link>
          </li>
        ))}
      </ul>
      {crowd.hasNextPage && (
        <Button block loading={crowd.isFetchingNextPage} onClick={() => void crowd.fetchNextPage()}>
          {t("morePeople", { said: number(total - people.length) })}
        </Button>
      )}
    </>
  )
}
