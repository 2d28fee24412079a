import { BellOutlined, DeleteOutlined, EditOutlined, FundOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { deleteMetric, type Metric, restoreMetric } from "@/features/growth/api"
import { builderPath } from "@/features/growth/builder"
import { useUndo } from "@/features/growth/useUndo"
import { useAt, useGo, useMay } from "@/lib/session"

/** Open a metric in the builder, change it, or put it away, which can be undone. */
export function MetricActions({ metric }: { metric: Metric }) {
  const { t } = useTranslation("growth")
  const at = useAt()
  const go = useGo()
  const may = useMay()
  const { tried, done } = useUndo()
  const remove = async () => {
    go("/insights/metrics")
    if (!(await tried(() => deleteMetric(metric.id)))) return
    done(t("deleted", { name: metric.name }), () => restoreMetric(metric.id))
  }
  return (
    <>
      <Link to={at(builderPath(metric))} className="ant-btn-link br-open-builder">
        <FundOutlined aria-hidden="true" /> {t("openBuilder")}
      </Link>
      {may.change && (
        <>
          <Button
            icon={<BellOutlined />}
            onClick={() => go(`/insights/alerts?metric=${metric.key}`)}
          >
            {t("alertMe")}
          </Button>
          <Button
            icon={<EditOutlined />}
            onClick={() => go(`/insights/metrics/${metric.key}/edit`)}
          >
            {t("edit")}
          </Button>
          <Button icon={<DeleteOutlined />} onClick={() => void remove()}>
            {t("delete")}
          </Button>
        </>
      )}
    </>
  )
}
