import { SearchOutlined } from "@ant-design/icons"
import { useInfiniteQuery } from "@tanstack/react-query"
import { Button, Input, Skeleton } from "antd"
import { type ReactNode, useDeferredValue } from "react"
import { useTranslation } from "react-i18next"
import { useAddress } from "@/lib/location"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"
import "@/ui/searched-list.css"

/** What a list holds of what is searched for in the address, page by page; `key` is that of the query. */
export function useSearched<One>(
  key: readonly unknown[],
  load: (
    search: string,
    after: string | null,
    signal: AbortSignal,
  ) => Promise<{ data: One[]; next?: string | null }>,
) {
  const [search, setSearch] = useAddress("search", "")
  const wanted = useDeferredValue(search.trim())
  const found = useInfiniteQuery({
    queryKey: [...key, wanted],
    queryFn: ({ pageParam, signal }) => load(wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
  const all = found.data?.pages.flatMap((page) => page.data) ?? []
  const nothing = found.data !== undefined && all.length === 0
  return { search, setSearch, wanted, found, all, nothing, bare: nothing && wanted === "" }
}

/** What was kept under names, newest first, to be searched. */
export function SearchedList<One>({
  list,
  name,
  find,
  none,
  noneFound,
  searchable = true,
  row,
}: {
  list: ReturnType<typeof useSearched<One>>
  name: string
  /** What the search field is called. */
  find: string
  /** What stands here while nothing is kept. */
  none: { title: string; hint: string }
  noneFound: (search: string) => string
  searchable?: boolean
  row: (one: One) => ReactNode
}) {
  const { t } = useTranslation("common")
  const { found } = list
  return (
    <>
      {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      <section className="br-card br-searched" aria-label={name}>
        {searchable && (
          <Input
            allowClear
            prefix={<SearchOutlined className="br-quiet" />}
            aria-label={find}
            placeholder={find}
            value={list.search}
            maxLength={200}
            onChange={(event) => list.setSearch(event.target.value)}
          />
        )}
        {found.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
        {list.bare && <Empty {...none} />}
        {list.nothing && !list.bare && <Empty title={noneFound(list.wanted)} />}
        <ul>{list.all.map(row)}</ul>
        {found.hasNextPage && (
          <Button
            block
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {t("showMore")}
          </Button>
        )}
      </section>
    </>
  )
}
