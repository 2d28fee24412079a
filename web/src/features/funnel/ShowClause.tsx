import { Segmented } from "antd"
import { Trans, useTranslation } from "react-i18next"
import { type FunnelAsk, GRAINS, isInOrder, SHOWS, type Show } from "@/features/funnel/ask"
import type { BuilderProps } from "@/lib/ask"
import { onlyEvent } from "@/lib/selector"
import { Choose } from "@/ui/ask/Choose"
import { PropertyPicker } from "@/ui/ask/PropertyPicker"
import { Clause, isWrong } from "@/ui/ask/Sentence"

/** What is shown: the steps, how long it took, over time or what goes with it; and the breakdown. */
export function ShowClause({ ask, refusal, onChange }: BuilderProps<FunnelAsk>) {
  const { t } = useTranslation("funnel")
  const set = (part: Partial<FunnelAsk>) => onChange({ ...ask, ...part })
  const event = onlyEvent(ask.steps[0] ?? "")
  const steps = isInOrder(ask) ? ask.steps.map((_, i) => String(i + 1)).slice(1) : []
  const by = (
    <PropertyPicker
      value={ask.by}
      event={event}
      wrong={isWrong(refusal, ["by"])}
      onChange={(next) => set({ by: next })}
    />
  )
  const of = (
    <Choose
      name={t("attributeName")}
      value={ask.attribute}
      wrong={isWrong(refusal, ["attribute"])}
      options={["first", ...steps, "last"].map((value) => ({
        value,
        label:
          value === "first" || value === "last"
            ? t(`attribute.${value}`)
            : t("attribute.step", { place: value }),
      }))}
      onChange={(attribute) => set({ attribute })}
    />
  )
  const drivers = (
    <PropertyPicker
      value={ask.drivers}
      event={event}
      most={8}
      name={t("driversName")}
      add={t("driversUsual")}
      wrong={isWrong(refusal, ["drivers"])}
      onChange={(next) => set({ drivers: next })}
    />
  )
  const every = (
    <Choose
      name={t("everyName")}
      value={ask.every}
      options={GRAINS.map((value) => ({ value, label: t(`every.${value}`) }))}
      onChange={(next) => set({ every: next })}
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
          onChange={(show) => set({ show })}
        />
      </Clause>
    </>
  )
}
