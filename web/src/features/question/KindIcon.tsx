import {
  BarChartOutlined,
  BranchesOutlined,
  ClockCircleOutlined,
  ConsoleSqlOutlined,
  ContactsOutlined,
  CrownOutlined,
  DashboardOutlined,
  FieldTimeOutlined,
  FilterOutlined,
  FireOutlined,
  HeatMapOutlined,
  LineChartOutlined,
  PieChartOutlined,
  ProfileOutlined,
  RetweetOutlined,
  RiseOutlined,
  ShareAltOutlined,
  SyncOutlined,
  TableOutlined,
} from "@ant-design/icons"

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
  rfm: CrownOutlined,
  ltv: RiseOutlined,
  heat: HeatMapOutlined,
  pivot: TableOutlined,
  sessions: ClockCircleOutlined,
  profile: ContactsOutlined,
  report: ProfileOutlined,
  channels: ShareAltOutlined,
  vitals: DashboardOutlined,
}

/** A kind of question at a glance. */
export function KindIcon({ kind }: { kind: keyof typeof ICONS }) {
  const Icon = ICONS[kind]
  return (
    <span className="br-kind" aria-hidden="true">
      <Icon />
    </span>
  )
}
