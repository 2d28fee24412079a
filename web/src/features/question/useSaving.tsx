import { useMutation, useQueryClient } from "@tanstack/react-query"
import { App, Button } from "antd"
import { useTranslation } from "react-i18next"
import { useNavigate, useSearchParams } from "react-router"
import { change, type Named, remove, restore, type Saved, save } from "@/features/question/api"
import type { Question } from "@/features/question/useQuestion"
import type { AnyKind } from "@/lib/ask"
import { useAt, useProject } from "@/lib/session"

/** What can be done with a question that is kept: create, change, name, delete, and bring back. */
export function useSaving(kind: AnyKind, question: Question) {
  const { t } = useTranslation("question")
  const { message } = App.useApp()
  const { name: project } = useProject()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const at = useAt()
  const [search, setSearch] = useSearchParams()
  const view = {
    view: search.get("view") ?? "chart",
    ...(search.get("chart") ? { chart: search.get("chart") } : {}),
  }
  const id = question.saved?.id ?? ""

  const keep = (saved: Saved) => {
    queries.setQueryData(["question", project, saved.id], saved)
    void queries.invalidateQueries({ queryKey: ["questions"] })
    void queries.invalidateQueries({ queryKey: ["palette"] })
    setSearch(
      (now) => {
        const next = new URLSearchParams(now)
        next.set("q", saved.id)
        next.delete("name")
        return next
      },
      { replace: true },
    )
  }
  const update = useMutation({
    mutationFn: ({ name }: { name: string }) => change(id, { name, ask: question.body, view }),
    onSuccess: keep,
  })
  const bringBack = async () => {
    const saved = await restore(id)
    void queries.invalidateQueries({ queryKey: ["questions"] })
    await navigate(at(`/insights/${saved.kind}?q=${saved.id}`))
  }
  const deleting = useMutation({
    mutationFn: () => remove(id),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["questions"] })
      queries.removeQueries({ queryKey: ["question", project, id] })
      void navigate(at("/insights"))
      message.open({
        type: "success",
        duration: 8,
        content: (
          <>
            {t("deleted")}{" "}
            <Button type="link" size="small" onClick={() => void bringBack()}>
              {t("undo")}
            </Button>
          </>
        ),
      })
    },
    onError: () => message.error(t("saveFailed")),
  })
  return {
    update,
    error: update.error,
    create: async (named: Named) => keep(await save(kind.name, named, question.body, view)),
    describe: async (named: Named) => keep(await change(id, { ...named })),
    remove: () => deleting.mutate(),
  }
}
