import { Button, Layout } from "antd"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { Navigate, Outlet, useLocation, useNavigation, useParams } from "react-router"
import { Lost } from "@/app/Lost"
import { BottomBar } from "@/app/shell/BottomBar"
import { Comeback } from "@/app/shell/Comeback"
import { Offline } from "@/app/shell/Offline"
import { Rail } from "@/app/shell/Rail"
import { Ready } from "@/app/shell/Ready"
import { TopBar } from "@/app/shell/TopBar"
import { askIn } from "@/lib/api"
import { useKeptPreferences } from "@/lib/preferences"
import { type Me, SeatContext, useMe } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { Waiting } from "@/ui/Waiting"

/**
 * What stands around every page of a project; whoever is not signed in is sent to the sign-in.
 *
 * A session that ends in the middle leaves the page, and what was typed on it, as it is: signing in
 * again happens above it.
 */
export function Shell() {
  const me = useMe()
  const [last, setLast] = useState<Me | null>(null)
  const { project = "" } = useParams()
  const here = useLocation()
  useKeptPreferences(me.data)
  if (me.data && me.data !== last) setLast(me.data)
  if (me.isPending) return <Waiting />
  if (me.isError && !last) {
    return (
      <main className="br-alone">
        <Problem error={me.error} onRetry={() => void me.refetch()} />
      </main>
    )
  }
  const shown = me.data ?? last
  if (!shown) {
    const back = encodeURIComponent(here.pathname + here.search)
    return <Navigate to={`/sign-in?back=${back}`} replace />
  }
  const seat = shown.seats.find((one) => one.project.name === project)
  if (!seat) return <Lost />
  askIn(seat.project.name) // before any page below asks
  return (
    <SeatContext.Provider value={seat} key={seat.project.id}>
      <Frame />
      {me.data === null && <Comeback who={shown.user} />}
    </SeatContext.Provider>
  )
}

function Frame() {
  const { t } = useTranslation("shell")
  const going = useNavigation().state === "loading"
  const { pathname } = useLocation()
  useEffect(() => {
    // Whoever follows a link begins at the top of the page it leads to.
    if (pathname) document.getElementById("content")?.scrollTo({ top: 0 })
  }, [pathname])
  return (
    <Layout className="br-shell">
      <Button className="br-skip" href="#content">
        {t("skip")}
      </Button>
      <Rail />
      <Layout>
        <TopBar />
        <Offline />
        <Ready />
        <main id="content" className="br-content" tabIndex={-1} aria-busy={going}>
          <Outlet />
        </main>
        <BottomBar />
      </Layout>
    </Layout>
  )
}
