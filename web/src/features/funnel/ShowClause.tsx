import { Segmented } from "antd"
import { Trans, useTranslation } from "react-i18next"
import { type FunnelAsk, GRAINS, isInOrder, SHOWS, type Show } from "@/features/funnel/ask"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, fieldsOf } from "@/ui/ask/Sentence"

/** What is shown: the steps, how long it took, over time or what goes with it; and the breakdown. */
export function ShowClause(props: BuilderProps<FunnelAsk>) {
  const { t } = useTranslation("funnel")
  const { ask, refusal } = props
  const field = fieldsOf(props)
  const event = onlyEvent(ask.steps[0] ?? "")
  const steps = isInOrder(ask) ? ask.steps.map((_, i) => String(i + 1)).slice(1) : []
  const by = <PropertyPicker {...field("by")} event={event} />
  const of = (
    <Choose
      name={t("attributeName")}
      {...field("attribute")}
      options={["first", ...steps, "last"].map((value) => ({
        value,
        label:
          value === "first" || value === "last"
            ? t(`attribute.${value}`)
            : t("attribute.step", { place: value }),
      }))}
    />
  )
  const drivers = (
    <PropertyPicker
      {...field("drivers")}
      event={event}
      most={8}
      name={t("driversName")}
      add={t("driversUsual")}
    />
  )
  const every = (
    <Choose
      name={t("everyName")}
      {...field("every")}
      options={GRAINS.map((value) => ({ value, label: t(`every.${value}`) }))}
    />
  )
  return (
    <>
      <Clause refusal={refusal} fields={["by", "top", "attribute", "every", "drivers"]}>
        {ask.show === "drivers" ? (
          <Trans t={t} i18nKey="driversClause" components={{ drivers }} />
        ) : (
          <Trans
            t={t}
            i18nKey={ask.by.length > 0 ? "byOfClause" : "byClause"}
            components={{ by, of }}
          />
        )}
        {ask.show === "trend" && <Trans t={t} i18nKey="everyClause" components={{ every }} />}
      </Clause>
      <Clause refusal={refusal} fields={["show"]}>
        <Segmented<Show>
          className="br-show"
          size="small"
          aria-label={t("showName")}
          value={ask.show}
          options={SHOWS.map((value) => ({ value, label: t(`show.${value}`) }))}
          onChange={field("show").onChange}
        />
      </Clause>
    </>
  )
}
