import {
  BarChartOutlined,
  BranchesOutlined,
  ConsoleSqlOutlined,
  FieldTimeOutlined,
  FilterOutlined,
  FireOutlined,
  LineChartOutlined,
  PieChartOutlined,
  RetweetOutlined,
  SyncOutlined,
} from "@ant-design/icons"
import type { KindName } from "@/lib/ask"

const ICONS = {
  trend: LineChartOutlined,
  funnel: FilterOutlined,
  retention: RetweetOutlined,
  paths: BranchesOutlined,
  sql: ConsoleSqlOutlined,
  lifecycle: SyncOutlined,
  stickiness: FireOutlined,
  frequency: BarChartOutlined,
  interval: FieldTimeOutlined,
  composition: PieChartOutlined,
}

/** A kind of question at a glance. */
export function KindIcon({ kind }: { kind: KindName }) {
  const Icon = ICONS[kind]
  return (
    <span className="br-kind" aria-hidden="true">
      <Icon />
    </span>
  )
}
