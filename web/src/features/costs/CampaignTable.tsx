import { useTranslation } from "react-i18next"
import { exact, money } from "@/lib/format"
import type { CostList } from "./api"

/** What each campaign cost in all, the dearest first. */
export function CampaignTable({ costs }: { costs: CostList }) {
  const { t } = useTranslation("costs")
  const total = money(costs.amount, costs.currency)
  return (
    <section className="br-card" aria-label={t("campaigns")}>
      <h2>{t("campaignsOf", { total })}</h2>
      <div className="br-costs-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{t("channel")}</th>
              <th scope="col">{t("campaign")}</th>
              <th scope="col">{t("days")}</th>
              <th scope="col" className="br-costs-number">
                {t("amount")}
              </th>
              <th scope="col" className="br-costs-number">
                {t("clicks")}
              </th>
              <th scope="col" className="br-costs-number">
                {t("impressions")}
              </th>
            </tr>
          </thead>
          <tbody>
            {costs.campaigns.map((one) => (
              <tr key={[one.channel, one.source, one.medium, one.campaign].join("\n")}>
                <td data-label={t("channel")}>{one.channel || "–"}</td>
                <td data-label={t("campaign")}>
                  {one.campaign || "–"}
                  {(one.source || one.medium) && (
                    <small className="br-quiet">
                      {[one.source, one.medium].filter(Boolean).join(" / ")}
                    </small>
                  )}
                </td>
                <td data-label={t("days")}>
                  {t("span", { first: one.first, last: one.last })}
                  <small className="br-quiet">{t("daysWith", { count: one.days })}</small>
                </td>
                <td data-label={t("amount")} className="br-costs-number">
                  {money(one.amount, costs.currency)}
                </td>
                <td data-label={t("clicks")} className="br-costs-number">
                  {exact(one.clicks)}
                </td>
                <td data-label={t("impressions")} className="br-costs-number">
                  {exact(one.impressions)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
