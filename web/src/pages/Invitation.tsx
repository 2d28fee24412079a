import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router"
import { acceptInvitation } from "@/features/session/api"
import { Entrance } from "@/features/session/Entrance"
import { SignInForm } from "@/features/session/SignInForm"

/** Join a project by the link that an owner or admin has passed on. */
export function Invitation() {
  const { t } = useTranslation("session")
  const navigate = useNavigate()
  const [token] = useState(() => window.location.hash.slice(1))
  return (
    <Entrance title={t("joinTitle")} lead={token ? t("joinLead") : t("joinLink")}>
      {token && (
        <SignInForm
          verb={t("join")}
          asks={{ email: false, name: true }}
          newcomer
          enter={(entry) => acceptInvitation(token, entry.password, entry.name)}
          onDone={() => void navigate("/", { replace: true })}
        />
      )}
    </Entrance>
  )
}
