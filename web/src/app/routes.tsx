/** Which page stands at which address? Every page is a chunk of its own. */
import { createBrowserRouter, type RouteObject } from "react-router"
import { Door } from "@/app/Door"
import { Lost } from "@/app/Lost"
import { Broken } from "@/app/shell/Broken"
import { Shell } from "@/app/shell/Shell"
import { Waiting } from "@/ui/Waiting"

type Module = Record<string, unknown>

/** A page that is loaded when it is opened: the component `name` of what `load` brings. */
function page(load: () => Promise<Module>, name: string): Pick<RouteObject, "lazy"> {
  return { lazy: async () => ({ Component: (await load())[name] as React.ComponentType }) }
}

const outside: RouteObject[] = [
  { path: "/sign-in", ...page(() => import("@/pages/SignIn"), "SignIn") },
  { path: "/first-run", ...page(() => import("@/pages/FirstRun"), "FirstRun") },
  { path: "/invitation", ...page(() => import("@/pages/Invitation"), "Invitation") },
  { path: "/unsubscribe/:token", ...page(() => import("@/pages/Unsubscribe"), "Unsubscribe") },
  { path: "/report", ...page(() => import("@/pages/Report"), "Report") },
  { path: "/embed/:token", ...page(() => import("@/pages/Embed"), "Embed") },
]

const inside: RouteObject[] = [
  { index: true, ...page(() => import("@/pages/Home"), "Home") },
  { path: "data/live", ...page(() => import("@/pages/Live"), "Live") },
  { path: "data/sources", ...page(() => import("@/pages/Sources"), "Sources") },
  { path: "data/import", ...page(() => import("@/pages/Import"), "Import") },
  { path: "data/costs", ...page(() => import("@/pages/Costs"), "Costs") },
  { path: "people", ...page(() => import("@/pages/People"), "People") },
  { path: "people/audiences", ...page(() => import("@/pages/Audiences"), "Audiences") },
  { path: "people/:who", ...page(() => import("@/pages/Person"), "Person") },
  { path: "boards", ...page(() => import("@/pages/Boards"), "Boards") },
  { path: "boards/:board", ...page(() => import("@/pages/Board"), "Board") },
  { path: "insights", ...page(() => import("@/pages/Insights"), "Insights") },
  { path: "insights/metrics", ...page(() => import("@/pages/Metrics"), "Metrics") },
  { path: "insights/metrics/new", ...page(() => import("@/pages/Metrics"), "NewMetric") },
  { path: "insights/metrics/:metric", ...page(() => import("@/pages/Metrics"), "OneMetric") },
  { path: "insights/metrics/:metric/edit", ...page(() => import("@/pages/Metrics"), "EditMetric") },
  { path: "insights/goals", ...page(() => import("@/pages/Goals"), "Goals") },
  { path: "insights/alerts", ...page(() => import("@/pages/Alerts"), "Alerts") },
  { path: "insights/stages", ...page(() => import("@/pages/Stages"), "Stages") },
  { path: "insights/reports", ...page(() => import("@/pages/Reports"), "Reports") },
  { path: "insights/:kind", ...page(() => import("@/pages/Question"), "Question") },
  { path: "settings", ...page(() => import("@/pages/Settings"), "Settings") },
  { path: "settings/:tab", ...page(() => import("@/pages/Settings"), "Settings") },
  { path: "*", element: <Lost /> },
]

export const router = createBrowserRouter([
  {
    errorElement: <Broken />,
    hydrateFallbackElement: <Waiting />,
    children: [
      ...outside,
      { path: "/", element: <Door /> },
      {
        path: "/p/:project",
        element: <Shell />,
        children: [{ errorElement: <Broken />, children: inside }],
      },
      { path: "*", element: <Lost /> },
    ],
  },
])
