import { Tabs } from "antd"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router"
import { type AnyKind, type KindName, oneOf } from "@/lib/ask"
import { useAddress } from "@/lib/location"
import { Page } from "@/ui/Page"
import { CARDS, type Narrowed, narrowedIn, narrowedTo, TABS } from "./cards"
import { Filters } from "./Filters"
import { KindPart } from "./KindPart"
import { type Opened, ReportCard } from "./ReportCard"
import { SearchTab } from "./SearchTab"
import { SpeedTab } from "./SpeedTab"
import "./reports.css"

/** What the page brings: how a kind of question is loaded, and what opens the people of a number. */
export interface KindPartProps {
  load: (name: KindName) => Promise<AnyKind>
  onPeople: (opened: Opened & { kind: KindName }) => void
}

/** Cards of what people come by, side by side; choosing a row narrows all of them. */
export function ReportsPage({ load, onPeople }: KindPartProps) {
  const { t } = useTranslation("reports")
  const [found, choose] = useAddress("tab", "channels")
  const tab = oneOf(found, TABS, "channels")
  const [search, setSearch] = useSearchParams()
  const narrowed = narrowedIn(search)
  const onNarrow = (next: Narrowed) =>
    setSearch((now) => narrowedTo(now, next), { preventScrollReset: true })
  const where = narrowed.where.length > 0 ? { where: narrowed.where.join(" and ") } : {}
  return (
    <Page title={t("title")} lead={t("lead")}>
      <Filters narrowed={narrowed} onNarrow={onNarrow} />
      <Tabs
        activeKey={tab}
        onChange={choose}
        items={TABS.map((key) => ({ key, label: t(`tab.${key}`) }))}
      />
      {tab === "search" ? (
        <SearchTab
          narrowed={narrowed}
          load={load}
          onPeople={(opened) => onPeople({ ...opened, kind: "report" })}
        />
      ) : tab === "speed" ? (
        <SpeedTab
          where={narrowed.where.join(" and ")}
          load={load}
          onPeople={(opened) => onPeople({ ...opened, kind: "vitals" })}
        />
      ) : (
        <div className="br-report-cards">
          {CARDS[tab].map((card) => (
            <ReportCard
              key={card.name}
              card={card}
              narrowed={narrowed}
              onNarrow={onNarrow}
              onPeople={(opened) => onPeople({ ...opened, kind: "report" })}
            />
          ))}
          {tab === "channels" && (
            <KindPart
              kind="channels"
              load={load}
              title={t("quality")}
              said={{ ...(narrowed.goal && { goal: narrowed.goal }), ...where }}
              onPeople={(opened) => onPeople({ ...opened, kind: "channels" })}
            />
          )}
        </div>
      )}
    </Page>
  )
}
