import { Select } from "antd"
import { useTranslation } from "react-i18next"
import { useAudiences } from "@/lib/audiences"

/** Which audiences: by name, with how many people are in each. */
export function AudienceSelect({
  keys,
  small = true,
  onChange,
}: {
  keys: string[]
  small?: boolean
  onChange: (keys: string[]) => void
}) {
  const { t } = useTranslation("audience")
  const audiences = useAudiences()
  const known = (audiences.data ?? []).map(({ key, name }) => ({ value: key, label: name }))
  const lost = keys
    .filter((key) => audiences.data && !known.some(({ value }) => value === key))
    .map((key) => ({ value: key, label: t("gone", { audience: key }) }))
  return (
    <Select
      mode="multiple"
      size={small ? "small" : "middle"}
      className="br-filter-value"
      popupMatchSelectWidth={260}
      aria-label={t("audience")}
      placeholder={t("choose")}
      loading={audiences.isPending}
      showSearch={{ optionFilterProp: "label" }}
      notFoundContent={audiences.isPending ? t("common:loading") : t("noneYet")}
      value={keys}
      options={[...known, ...lost]}
      onChange={onChange}
    />
  )
}
