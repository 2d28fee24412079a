import { SearchOutlined } from "@ant-design/icons"
import { useQueryClient } from "@tanstack/react-query"
import { Button, Grid, Input, Skeleton } from "antd"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { useAt } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"
import { SaveAudience } from "@/ui/SaveAudience"
import { usePeople, useTotal } from "./api"
import { ColumnPicker } from "./ColumnPicker"
import { ConditionBar } from "./ConditionBar"
import { type Listing, whichOf } from "./listing"
import { Pager } from "./Pager"
import { PeopleCards } from "./PeopleCards"
import { PeopleTable } from "./PeopleTable"
import { useListing } from "./useListing"
import { useSlow } from "./useSlow"
import "./people.css"

const PAUSE_MS = 300

/** Everybody: searched, filtered, sorted, with columns of one's choice, page by page. */
export function PeopleBrowser() {
  const { listing, change, turn, knowsWay } = useListing()
  return (
    <>
      <div className="br-people-tools">
        <SearchField value={listing.search} onChange={(search) => change({ search })} />
        <ColumnPicker columns={listing.columns} onChange={(columns) => change({ columns })} />
        <SaveAudience
          source={{ from: "people", title: "", search: "", where: "", ...whichOf(listing) }}
          suggested={listing.search}
        />
      </div>
      <ConditionBar where={listing.where} onChange={(where) => change({ where })} />
      <Found listing={listing} change={change} turn={turn} knowsWay={knowsWay} />
    </>
  )
}

function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation("people")
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (known !== value) {
    setKnown(value)
    if (typed.trim() !== value) setTyped(value) // the address changed from outside
  }
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = window.setTimeout(() => onChange(typed), PAUSE_MS)
    return () => window.clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <Input
      className="br-grow"
      type="search"
      allowClear
      maxLength={200}
      prefix={<SearchOutlined aria-hidden className="br-quiet" />}
      placeholder={t("search")}
      aria-label={t("search")}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onChange(typed)}
    />
  )
}

function Found({
  listing,
  change,
  turn,
  knowsWay,
}: {
  listing: Listing
  change: (wanted: Partial<Listing>) => void
  turn: { next: (cursor: string) => void; previous: () => void; first: () => void }
  knowsWay: boolean
}) {
  const { t } = useTranslation("people")
  const queries = useQueryClient()
  const people = usePeople(listing)
  const total = useTotal(listing)
  const phone = Grid.useBreakpoint().md === false
  const slow = useSlow(people.isFetching)
  const asked = listing.search !== "" || listing.where !== ""
  const List = phone ? PeopleCards : PeopleTable
  if (people.isError) return <Problem error={people.error} onRetry={() => void people.refetch()} />
  const stopped = people.fetchStatus === "idle" && (people.isPending || people.isPlaceholderData)
  if (stopped && people.isPending) {
    return <Empty title={t("stopped")} action={<Again onClick={() => void people.refetch()} />} />
  }
  return (
    <>
      {slow && (
        <div className="br-slow" role="status">
          {t("slow")}
          <Button
            size="small"
            onClick={() => void queries.cancelQueries({ queryKey: ["people"], type: "active" })}
          >
            {t("cancel")}
          </Button>
        </div>
      )}
      {stopped && (
        <div className="br-slow" role="status">
          {t("stopped")}
          <Again onClick={() => void people.refetch()} />
        </div>
      )}
      {people.isPending ? (
        <Shimmer />
      ) : people.data.data.length === 0 ? (
        <Nobody asked={asked} onClear={() => change({ search: "", where: "" })} />
      ) : (
        <List
          rows={people.data.data}
          listing={listing}
          stale={people.isPlaceholderData}
          onSort={(sort, order) => change({ sort, order })}
        />
      )}
      {people.data && (
        <Pager
          page={listing.page}
          shown={people.data.data.length}
          total={total.data?.people ?? null}
          knowsWay={knowsWay}
          next={people.data.next ?? null}
          turn={turn}
        />
      )}
    </>
  )
}

function Again({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation("people")
  return (
    <Button size="small" onClick={onClick}>
      {t("again")}
    </Button>
  )
}

function Nobody({ asked, onClear }: { asked: boolean; onClear: () => void }) {
  const { t } = useTranslation("people")
  const at = useAt()
  if (asked) {
    return (
      <Empty
        title={t("nobodyFits")}
        hint={t("nobodyFitsHint")}
        action={<Button onClick={onClear}>{t("clear")}</Button>}
      />
    )
  }
  return (
    <Empty
      title={t("nobody")}
      hint={t("nobodyHint")}
      action={
        <Link to={at("/data/sources")}>
          <Button type="primary" tabIndex={-1}>
            {t("connect")}
          </Button>
        </Link>
      }
    />
  )
}

function Shimmer() {
  const { t } = useTranslation("common")
  return (
    <div className="br-card" role="status" aria-label={t("loading")}>
      {Array.from({ length: 8 }, (_, at) => (
        <Skeleton key={at} avatar={{ size: 32 }} active title={false} paragraph={{ rows: 1 }} />
      ))}
    </div>
  )
}
