import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { useMay } from "@/lib/session"
import { Empty } from "@/ui/Empty"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import { useCosts } from "./api"
import { CampaignTable } from "./CampaignTable"
import { CostFile } from "./CostFile"
import { CostImports } from "./CostImports"
import "./costs.css"

/** What campaigns cost: import a file, see what there is, and take an import back. */
export function CostsPage() {
  const { t } = useTranslation("costs")
  const may = useMay()
  const costs = useCosts()
  return (
    <Page title={t("title")} lead={t("lead")}>
      {may.change && <CostFile currency={costs.data?.currency ?? ""} />}
      {costs.isPending && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {costs.isError && <Problem error={costs.error} onRetry={() => void costs.refetch()} />}
      {costs.data && costs.data.campaigns.length === 0 && (
        <Empty title={t("none")} hint={t("noneHint")} />
      )}
      {costs.data && costs.data.campaigns.length > 0 && <CampaignTable costs={costs.data} />}
      {costs.data && costs.data.imports.length > 0 && <CostImports imports={costs.data.imports} />}
    </Page>
  )
}
