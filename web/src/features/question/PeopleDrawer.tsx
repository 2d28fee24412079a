import { useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { Button, Drawer, Segmented, Skeleton } from "antd"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { fetchCrowd, fetchPeople, type PersonRow } from "@/features/question/api"
import type { Behind, Body, KindName } from "@/lib/ask"
import { ago, exact } from "@/lib/format"
import { useAt, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { SaveAudience } from "@/ui/SaveAudience"

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
  const [opener] = useState(() => document.activeElement)
  useEffect(
    // The drawer is gone at once when it closes, too soon to give the focus back by itself.
    () => () => {
      if (opener instanceof HTMLElement) requestAnimationFrame(() => opener.focus())
    },
    [opener],
  )
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
      <Crowd key={part} kind={kind} said={{ ask, ...cell }} title={behind.title} cell={cell} />
    </Drawer>
  )
}

function Crowd({
  kind,
  said,
  title,
  cell,
}: {
  kind: KindName
  said: Body
  title: string
  cell: Body
}) {
  const { t } = useTranslation("question")
  const { name } = useProject()
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
      <div className="br-people-head">
        <p className="br-people-count" role="status">
          {t("people", { count: total, said: exact(total) })}
        </p>
        {total > 0 && (
          <SaveAudience
            source={{ from: "cell", kind, ask: said.ask as Body, cell, title: title.slice(0, 300) }}
            suggested={title}
          />
        )}
      </div>
      {crowd.data.pages.map((page) => (
        <PeoplePage key={page.people[0] ?? ""} people={page.people} />
      ))}
      {crowd.hasNextPage && (
        <Button block loading={crowd.isFetchingNextPage} onClick={() => void crowd.fetchNextPage()}>
          {t("morePeople", { said: exact(total - people.length) })}
        </Button>
      )}
    </>
  )
}

/** A page of them: at once by key, and by name as soon as it is known. */
function PeoplePage({ people }: { people: string[] }) {
  const { name } = useProject()
  const at = useAt()
  const known = useQuery({
    queryKey: ["people", name, "certain", people],
    queryFn: ({ signal }) => fetchPeople(people, signal),
    enabled: people.length > 0,
    staleTime: 60_000,
  })
  return (
    <ul className="br-people-list">
      {people.map((person) => (
        <li key={person}>
          <Link to={at(`/people/${person}`)}>
            <Person person={person} row={known.data?.[person]} waiting={known.isPending} />
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Person({
  person,
  row,
  waiting,
}: {
  person: string
  row: PersonRow | undefined
  waiting: boolean
}) {
  const { t } = useTranslation("question")
  if (!row) return <span className={waiting ? "br-quiet" : undefined}>{person}</span>
  const { title, beside } = called(row)
  return (
    <>
      <span>
        <span className="br-behind-name">{title}</span>
        {beside && <span className="br-person-beside">{beside}</span>}
      </span>
      <span className="br-person-seen">{t("lastSeen", { ago: ago(row.last_seen) })}</span>
    </>
  )
}

/** What a person is called: their name, else their address, else their strongest id. */
function called({ traits, id, person }: PersonRow): { title: string; beside: string } {
  const said = [traits.name, traits.email, id, person].filter(
    (one): one is string => typeof one === "string" && one !== "",
  )
  return { title: said[0] ?? person, beside: said[1] === person ? "" : (said[1] ?? "") }
}
