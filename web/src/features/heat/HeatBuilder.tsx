import type { ReactElement } from "react"
import { Trans, useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { Choose } from "@/ui/ask/Choose"
import { FilterWord } from "@/ui/ask/FilterEditor"
import { Clause, isWrong, Sentence } from "@/ui/ask/Sentence"
import { BANDS, COMPARED, DEVICES, type HeatState } from "./ask"
import { PageWord } from "./PageWord"

/** The question as a sentence: which page, on which screens, and beside what. */
export function HeatBuilder({ ask, onChange, refusal }: BuilderProps<HeatState>) {
  const { t } = useTranslation("heat")
  const set = (change: Partial<HeatState>) => onChange({ ...ask, ...change })
  const wrong = (field: string) => isWrong(refusal, [field])
  const words: Record<string, ReactElement> = {
    page: <PageWord value={ask.page} wrong={wrong("page")} onChange={(page) => set({ page })} />,
    device: (
      <Choose
        name={t("deviceLabel")}
        value={ask.device}
        wrong={wrong("device")}
        onChange={(device) => set({ device })}
        options={DEVICES.map((value) => ({
          value,
          label: t(`device.${value}`),
          hint: t(`deviceHint.${value}`),
        }))}
      />
    ),
    compare: (
      <Choose
        name={t("compareLabel")}
        value={ask.compare}
        wrong={wrong("compare")}
        onChange={(compare) => set({ compare })}
        options={COMPARED.map((value) => ({ value, label: t(`compare.${value}`) }))}
      />
    ),
    versus: (
      <FilterWord
        value={ask.versus}
        wrong={wrong("versus")}
        onChange={(versus) => set({ versus })}
      />
    ),
    band: (
      <Choose
        name={t("bandLabel")}
        value={String(ask.band)}
        wrong={wrong("band")}
        onChange={(band) => set({ band: Number(band) })}
        options={[...new Set([...BANDS, ask.band])]
          .sort((a, b) => a - b)
          .map((band) => ({ value: String(band), label: t("band", { px: band }) }))}
      />
    ),
  }
  const clause = (key: string, fields: readonly string[]) => (
    <Clause refusal={refusal} fields={fields}>
      <Trans t={t} i18nKey={`clause.${key}`} components={words} />
    </Clause>
  )
  return (
    <Sentence name={t("builder")}>
      {clause("page", ["page", "device"])}
      {clause(ask.compare === "people" ? "people" : "compare", ["compare", "versus"])}
      {clause("band", ["band", "columns", "top"])}
    </Sentence>
  )
}
