import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useLocation, useNavigate } from "react-router"
import { backTo, signIn, waitsForOwner } from "@/features/session/api"
import { Entrance } from "@/features/session/Entrance"
import { SignInForm } from "@/features/session/SignInForm"

/** Sign in; a fresh home says instead how its first owner gets in. */
export function SignIn() {
  const { t } = useTranslation("session")
  const here = useLocation()
  const navigate = useNavigate()
  const waits = useQuery({ queryKey: ["first-run"], queryFn: waitsForOwner })
  if (waits.data) {
    return (
      <Entrance title={t("firstTitle")} lead={t("firstLink")}>
        <pre className="br-terminal">http://…/first-run#…</pre>
      </Entrance>
    )
  }
  return (
    <Entrance title={t("signIn")} lead={t("signInLead")}>
      <SignInForm
        verb={t("signIn")}
        asks={{ email: true, name: false }}
        newcomer={false}
        enter={(entry) => signIn(entry.email, entry.password)}
        onDone={() => void navigate(backTo(here.search), { replace: true })}
      />
    </Entrance>
  )
}
