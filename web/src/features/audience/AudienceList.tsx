import { SearchOutlined, UploadOutlined } from "@ant-design/icons"
import { useInfiniteQuery } from "@tanstack/react-query"
import { Button, Input, Skeleton } from "antd"
import { useDeferredValue, useState } from "react"
import { useTranslation } from "react-i18next"
import { useAddress } from "@/lib/location"
import { useMay, useProject } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import { AudienceRow } from "./AudienceRow"
import { AUDIENCES, listAudiences } from "./api"
import { UploadDialog } from "./UploadDialog"
import "./audience.css"

/** The people that were kept under a name, newest first, to be searched. */
export function AudienceList() {
  const { t } = useTranslation("audience")
  const { name } = useProject()
  const may = useMay()
  const [search, setSearch] = useAddress("search", "")
  const [uploading, setUploading] = useState(false)
  const wanted = useDeferredValue(search.trim())
  const audiences = useInfiniteQuery({
    queryKey: [AUDIENCES, name, "list", wanted],
    queryFn: ({ pageParam, signal }) => listAudiences(wanted, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  })
  const all = audiences.data?.pages.flatMap((page) => page.data) ?? []
  const nothing = audiences.data !== undefined && all.length === 0
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      extra={
        may.change && (
          <Button icon={<UploadOutlined />} onClick={() => setUploading(true)}>
            {t("upload")}
          </Button>
        )
      }
    >
      {audiences.isError && (
        <Problem error={audiences.error} onRetry={() => void audiences.refetch()} />
      )}
      <section className="br-card br-audiences" aria-label={t("title")}>
        <Input
          allowClear
          prefix={<SearchOutlined className="br-quiet" />}
          aria-label={t("find")}
          placeholder={t("find")}
          value={search}
          maxLength={200}
          onChange={(event) => setSearch(event.target.value)}
        />
        {audiences.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
        {nothing && wanted === "" && <Empty title={t("none")} hint={t("noneHint")} />}
        {nothing && wanted !== "" && <Empty title={t("noneFound", { search: wanted })} />}
        <ul>
          {all.map((one) => (
            <AudienceRow key={one.key} audience={one} />
          ))}
        </ul>
        {audiences.hasNextPage && (
          <Button block onClick={() => void audiences.fetchNextPage()}>
            {t("showMore")}
          </Button>
        )}
      </section>
      {uploading && <UploadDialog into={null} onClose={() => setUploading(false)} />}
    </Page>
  )
}
