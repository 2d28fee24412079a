import { useQueryClient } from "@tanstack/react-query"
import { App, Button } from "antd"
import { useTranslation } from "react-i18next"
import { GROWTH } from "@/features/growth/api"

/** Do a change, ask everything here again, and offer to take it back. */
export function useUndo() {
  const { t } = useTranslation("growth")
  const { message } = App.useApp()
  const queries = useQueryClient()
  const fresh = () => queries.invalidateQueries({ queryKey: [GROWTH] })
  const tried = async (act: () => Promise<unknown>) => {
    try {
      await act()
      void fresh() // what is read anew may take long; undo is offered at once
      return true
    } catch {
      message.error(t("failed"))
      return false
    }
  }
  const done = (said: string, undo: () => Promise<unknown>) => {
    const key = `undo-${Date.now()}`
    message.open({
      key,
      type: "success",
      duration: 8,
      content: (
        <>
          {said}{" "}
          <Button
            type="link"
            size="small"
            onClick={() => {
              message.destroy(key)
              void tried(undo)
            }}
          >
            {t("undo")}
          </Button>
        </>
      ),
    })
  }
  return { fresh, tried, done }
}
