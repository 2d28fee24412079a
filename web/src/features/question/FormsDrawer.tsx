import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { Drawer, Skeleton, Tabs } from "antd"
import { useTranslation } from "react-i18next"
import { fetchForms } from "@/features/question/api"
import type { Body, KindName } from "@/lib/ask"
import { useProject } from "@/lib/session"
import { Copyable } from "@/ui/Copyable"
import { Problem } from "@/ui/Problem"

const FORMS = ["sql", "cli", "python", "http"] as const

/** The same question as SQL, a command, Python and curl. */
export function FormsDrawer({
  kind,
  ask,
  onClose,
}: {
  kind: KindName
  ask: Body
  onClose: () => void
}) {
  const { t } = useTranslation("question")
  const { name } = useProject()
  const forms = useQuery({
    queryKey: ["forms", name, kind, JSON.stringify(ask)],
    queryFn: ({ signal }) => fetchForms(kind, ask, signal),
    placeholderData: keepPreviousData,
  })
  return (
    <Drawer open onClose={onClose} title={t("forms")} size={640}>
      <p className="br-quiet">{t("formsLead")}</p>
      {forms.isError && <Problem error={forms.error} onRetry={() => void forms.refetch()} />}
      {forms.isPending && <Skeleton active />}
      {forms.data && (
        <Tabs
          items={FORMS.map((form) => ({
            key: form,
            label: t(`form.${form}`),
            children: (
              <>
                <p className="br-quiet">{t(`formHint.${form}`)}</p>
                <Copyable text={forms.data[form]} label={t(`form.${form}`)} />
              </>
            ),
          }))}
        />
      )}
    </Drawer>
  )
}
