/** Which parts of the settings does a role see? Only what it may look at is offered. */
export const TABS = [
  "project",
  "members",
  "keys",
  "reports",
  "health",
  "audit",
  "account",
  "about",
] as const
export type Tab = (typeof TABS)[number]
const MANAGED: readonly Tab[] = ["members", "keys", "audit"]

export function tabsFor(manage: boolean, change = manage): Tab[] {
  return TABS.filter((tab) => (tab === "reports" ? change : manage || !MANAGED.includes(tab)))
}

/** The tab that an address names; the first one where it names none, or one that is not for this role. */
export function tabIn(named: string | undefined, manage: boolean, change = manage): Tab {
  return tabsFor(manage, change).find((tab) => tab === named) ?? "project"
}
