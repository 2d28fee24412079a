import { useQueryClient } from "@tanstack/react-query"
import { Modal } from "antd"
import { useRef } from "react"
import { useTranslation } from "react-i18next"
import { signIn } from "@/features/session/api"
import { SignInForm } from "@/features/session/SignInForm"
import { catchUp } from "@/lib/queries"
import { ME, type Me } from "@/lib/session"

const PASSWORD = "input[type=password]"

/** The session ended in the middle: sign in again above the page, which stays as it was left. */
export function Comeback({ who }: { who: Me["user"] }) {
  const { t } = useTranslation("shell")
  const queries = useQueryClient()
  const field = useRef<HTMLDivElement>(null)
  const back = (me: Me) => {
    if (me.user.id === who.id) {
      catchUp(queries)
      return
    }
    queries.clear() // what another user has seen is not theirs to see
    queries.setQueryData(ME, me)
    window.location.assign("/")
  }
  return (
    <Modal
      open
      closable={false}
      footer={null}
      width={400}
      title={t("sessionEnded")}
      keyboard={false}
      afterOpenChange={(open) =>
        open && field.current?.querySelector<HTMLElement>(PASSWORD)?.focus()
      }
    >
      <div ref={field}>
        <p className="br-quiet">{t("sessionEndedHint")}</p>
        <SignInForm
          verb={t("signInAgain")}
          asks={{ email: true, name: false }}
          newcomer={false}
          email={who.email}
          enter={(entry) => signIn(entry.email, entry.password)}
          onDone={back}
        />
      </div>
    </Modal>
  )
}
