import { useTranslation } from "react-i18next"
import { type FullEvent, type Leaf, leaves } from "@/features/live/full"

/** What the client said of the event itself, and of what was around it. */
export function Properties({ event }: { event: FullEvent }) {
  const { t } = useTranslation("live")
  const props = leaves(event.props)
  const ctx = leaves(event.ctx)
  return (
    <div className="br-groups">
      {props.length > 0 ? (
        <Leaves title={t("tabs.properties")} found={props} />
      ) : (
        <p className="br-quiet">{t("noProperties")}</p>
      )}
      {ctx.length > 0 && <Leaves title={t("context")} found={ctx} />}
    </div>
  )
}

function Leaves({ title, found }: { title: string; found: Leaf[] }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl className="br-fields br-fields-code">
        {found.map((leaf) => (
          <div key={leaf.path}>
            <dt>{leaf.path}</dt>
            <dd>
              <code className={`br-type-${leaf.type}`}>{leaf.value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
