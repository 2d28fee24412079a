import { useTranslation } from "react-i18next"
import type { Upload } from "@/features/imports/api"

/** How an import stands, in a dot and a word. */
export function StateWord({ state }: { state: Upload["state"] }) {
  const { t } = useTranslation("imports")
  return <span className={`br-import-state br-import-${state}`}>{t(`state_${state}`)}</span>
}
