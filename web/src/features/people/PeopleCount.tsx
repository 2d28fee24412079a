import { useTranslation } from "react-i18next"
import { exact } from "@/lib/format"
import { useTotal } from "./api"
import { useListing } from "./useListing"

/** How many people the list holds in all. */
export function PeopleCount() {
  const { t } = useTranslation("people")
  const total = useTotal(useListing().listing)
  if (!total.data) return <>{total.isError ? "" : t("counting")}</>
  const { people, exact: all } = total.data
  return <>{t(all ? "total" : "totalAtLeast", { count: people, people: exact(people) })}</>
}
