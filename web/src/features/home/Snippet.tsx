import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Button, Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { client, unwrap } from "@/lib/api"
import { useProject } from "@/lib/session"
import { Copyable } from "@/ui/Copyable"
import { Problem } from "@/ui/Problem"

/** The tag for a site, with the project's own write key in it; a project without one gets one here. */
export function Snippet() {
  const { t } = useTranslation("home")
  const { name } = useProject()
  const queries = useQueryClient()
  const keys = useQuery({
    queryKey: ["keys", name],
    queryFn: ({ signal }) => unwrap(client.GET("/api/v1/keys", { signal })),
    select: (page) => page.data,
  })
  const make = useMutation({
    mutationFn: () => unwrap(client.POST("/api/v1/keys", { body: { kind: "write", name: "web" } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["keys", name] }),
  })
  if (keys.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />
  if (keys.isError) return <Problem error={keys.error} onRetry={() => void keys.refetch()} />
  const key = keys.data.find((one) => one.kind === "write" && one.revoked === null)
  if (key) return <Copyable text={tagOf(window.location.origin, key.shown)} label={t("tag")} />
  return (
    <>
      {make.isError && <Problem error={make.error} />}
      <Button type="primary" loading={make.isPending} onClick={() => make.mutate()}>
        {t("makeKey")}
      </Button>
    </>
  )
}

export function tagOf(host: string, key: string): string {
  return `<script async src="${host}/js/bellrock.js" data-key="${key}"></script>`
}
