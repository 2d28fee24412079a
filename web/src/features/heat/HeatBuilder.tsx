import { useTranslation } from "react-i18next"
import type { BuilderProps } from "@/lib/ask"
import { Choose, ChooseCount } from "@/ui/ask/Choose"
import { FilterWord } from "@/ui/ask/FilterEditor"
import { clausesOf, fieldsOf, Sentence } from "@/ui/ask/Sentence"
import { BANDS, COMPARED, DEVICES, type HeatState } from "./ask"
import { PageWord } from "./PageWord"

/** The question as a sentence: which page, on which screens, and beside what. */
export function HeatBuilder(props: BuilderProps<HeatState>) {
  const { t } = useTranslation("heat")
  const { ask, refusal } = props
  const field = fieldsOf(props)
  const clause = clausesOf(t, refusal, {
    page: <PageWord {...field("page")} />,
    device: (
      <Choose
        name={t("deviceLabel")}
        {...field("device")}
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
        {...field("compare")}
        options={COMPARED.map((value) => ({ value, label: t(`compare.${value}`) }))}
      />
    ),
    versus: <FilterWord {...field("versus")} />,
    band: (
      <ChooseCount
        name={t("bandLabel")}
        {...field("band")}
        usual={BANDS}
        says={(px) => t("band", { px })}
      />
    ),
  })
  return (
    <Sentence name={t("builder")}>
      {clause("page", ["page", "device"])}
      {clause(ask.compare === "people" ? "people" : "compare", ["compare", "versus"])}
      {clause("band", ["band", "columns", "top"])}
    </Sentence>
  )
}
