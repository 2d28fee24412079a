import { useTranslation } from "react-i18next"
import { useHealth } from "@/features/settings/api"
import { Mark } from "@/ui/Empty"

const GUIDES = ["start", "app", "send", "import", "identity", "ask", "quiet-line", "operate"]

/** Which version this is, under which licence, and where its documentation stands. */
export function AboutTab() {
  const { t } = useTranslation("settings")
  const health = useHealth()
  return (
    <section className="br-card br-about" aria-label={t("about")}>
      <Mark size={48} />
      <div>
        <h2>Bellrock {health.data?.version}</h2>
        <p>{t("aboutWhat")}</p>
        <p className="br-quiet">{t("licence")}</p>
        <h3 className="br-settings-heading">{t("docs")}</h3>
        <p className="br-quiet">{t("docsHint")}</p>
        <ul className="br-docs">
          {GUIDES.map((name) => (
            <li key={name}>
              <code>docs/guide/{name}.md</code> {t(`guide.${name}`)}
            </li>
          ))}
          <li>
            <code>docs/reference/settings.md</code> {t("guide.settings")}
          </li>
          <li className="br-docs-api">
            <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer">
              /api/v1/openapi.json
            </a>{" "}
            {t("guide.api")}
          </li>
        </ul>
      </div>
    </section>
  )
}
