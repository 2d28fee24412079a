/** How does one come in? By password, by the first-run link, by an invitation. */
import { client, unwrap } from "@/lib/api"
import type { Me } from "@/lib/session"

export function signIn(email: string, password: string): Promise<Me> {
  return unwrap(client.POST("/api/v1/session", { body: { email, password } }))
}

export function claimFirstRun(
  token: string,
  email: string,
  password: string,
  name: string,
): Promise<Me> {
  return unwrap(client.POST("/api/v1/first-run", { body: { token, email, password, name } }))
}

export function acceptInvitation(token: string, password: string, name: string): Promise<Me> {
  return unwrap(client.POST("/api/v1/invitation", { body: { token, password, name } }))
}

export async function waitsForOwner(): Promise<boolean> {
  return (await unwrap(client.GET("/api/v1/first-run"))).open
}

/** Where to go after signing in: an address of this app, never another host's. */
export function backTo(search: string): string {
  const back = new URLSearchParams(search).get("back") ?? "/"
  return back.startsWith("/p/") && !back.includes("\\") ? back : "/"
}
