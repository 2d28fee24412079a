import { useQueryClient } from "@tanstack/react-query"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { Arriving } from "@/features/home/Arriving"
import { Snippet } from "@/features/home/Snippet"
import { useAt, useMay, useProject } from "@/lib/session"
import { Copyable } from "@/ui/Copyable"
import { Page } from "@/ui/Page"
import "@/features/home/home.css"

const DEMO = "bellrock demo --home demo-home --port 8421"

/** Home of an empty project: three ways to a first event, and nothing else. */
export function FirstSteps() {
  const { t } = useTranslation("home")
  const at = useAt()
  const may = useMay()
  const { name } = useProject()
  const queries = useQueryClient()
  const open = () => void queries.invalidateQueries({ queryKey: ["schema", name] })
  return (
    <Page title={t("emptyTitle")} lead={t("emptyLead")}>
      <div className="br-ways-in">
        <section className="br-card br-way-in br-way-in-first">
          <h2>{t("waySnippet")}</h2>
          <p className="br-quiet">{t("waySnippetHint")}</p>
          {may.manage ? <Snippet /> : <p>{t("askManager")}</p>}
          <Arriving onOpen={open} />
        </section>
        <section className="br-card br-way-in">
          <h2>{t("wayImport")}</h2>
          <p className="br-quiet">{t("wayImportHint")}</p>
          <Link to={at("/data/import")}>
            <Button>{t("toImport")}</Button>
          </Link>
        </section>
        <section className="br-card br-way-in">
          <h2>{t("wayDemo")}</h2>
          <p className="br-quiet">{t("wayDemoHint")}</p>
          <Copyable text={DEMO} label={t("wayDemo")} />
        </section>
      </div>
    </Page>
  )
}
