import { Skeleton } from "antd"
import { useTranslation } from "react-i18next"
import { Problem } from "@/ui/Problem"
import { useFacts } from "./api"
import { countryName, deviceName } from "./words"

const ORDER = [
  ...["country", "region", "city", "device", "os", "browser", "locale", "channel"],
  ...["first_channel", "first_referrer_host", "first_utm_source", "first_utm_campaign"],
]

/** What a person's events say of them. */
export function Facts({ person }: { person: string }) {
  const { t } = useTranslation("people")
  const facts = useFacts(person)
  const said = ORDER.map((name) => [name, String(facts.data?.[name as never] ?? "")] as const)
  const known = said.filter(([, value]) => value !== "")
  return (
    <section className="br-card" aria-label={t("facts")}>
      <h2>{t("facts")}</h2>
      {facts.isError ? (
        <Problem error={facts.error} onRetry={() => void facts.refetch()} />
      ) : facts.isPending ? (
        <Skeleton active title={false} paragraph={{ rows: 4 }} />
      ) : known.length === 0 ? (
        <p className="br-quiet">{t("noFacts")}</p>
      ) : (
        <dl className="br-pairs">
          {known.map(([name, value]) => (
            <div key={name}>
              <dt>{t(`fact.${name}`)}</dt>
              <dd>{inWords(name, value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}

function inWords(name: string, value: string): string {
  if (name === "country") return countryName(value)
  return name === "device" ? deviceName(value) : value
}
