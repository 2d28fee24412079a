import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { lookAtLink, putLink } from "@/features/mailing/api"
import { Empty } from "@/ui/Empty"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"

/** Where the link of an e-mail leads: stop it for one's own address, and begin it again. */
export function StopPage({ token }: { token: string }) {
  const { t } = useTranslation("mailing")
  const queries = useQueryClient()
  const key = ["stop", token]
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => lookAtLink(token, signal) })
  const putting = useMutation({
    mutationFn: (stopped: boolean) => putLink(token, stopped),
    onSuccess: (told) => queries.setQueryData(key, told),
  })
  const failed = found.error ?? putting.error
  if (failed) {
    return (
      <main className="br-alone">
        <Problem error={failed} />
      </main>
    )
  }
  if (!found.data) return <Waiting />
  const { board, email, unsubscribed } = found.data
  return (
    <main className="br-alone">
      <Empty
        title={t(unsubscribed ? "stopped" : "stopAsk", { board, email })}
        hint={t(unsubscribed ? "stoppedHint" : "stopHint")}
        action={
          <Button
            type={unsubscribed ? "default" : "primary"}
            loading={putting.isPending}
            onClick={() => putting.mutate(!unsubscribed)}
          >
            {t(unsubscribed ? "startAgain" : "stop")}
          </Button>
        }
      />
    </main>
  )
}
