import { useQuery } from "@tanstack/react-query"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router"
import { claimFirstRun, waitsForOwner } from "@/features/session/api"
import { Entrance } from "@/features/session/Entrance"
import { SignInForm } from "@/features/session/SignInForm"

/** Become the first owner by the one-time link; its token stands behind the # and is sent nowhere else. */
export function FirstRun() {
  const { t } = useTranslation("session")
  const navigate = useNavigate()
  const [token] = useState(() => window.location.hash.slice(1))
  const waits = useQuery({
    queryKey: ["first-run"],
    queryFn: waitsForOwner,
    staleTime: Number.POSITIVE_INFINITY, // a form that is being filled does not go away
  })
  if (waits.data === false) {
    return (
      <Entrance title={t("firstTitle")} lead={t("firstDone")}>
        <Button type="primary" size="large" block href="/sign-in">
          {t("signIn")}
        </Button>
      </Entrance>
    )
  }
  return (
    <Entrance title={t("firstTitle")} lead={token ? t("firstLead") : t("firstLink")}>
      {token && (
        <SignInForm
          verb={t("becomeOwner")}
          asks={{ email: true, name: true }}
          newcomer
          enter={(entry) => claimFirstRun(token, entry.email, entry.password, entry.name)}
          onDone={() => void navigate("/", { replace: true })}
        />
      )}
    </Entrance>
  )
}
