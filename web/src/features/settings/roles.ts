/** Which roles are there, and which of them may this member give? */
import type { Role } from "@/features/settings/api"

export const ROLES: readonly Role[] = ["owner", "admin", "analyst", "marketer", "viewer"]

/** Only owners make owners. */
export function givable(own: boolean): Role[] {
  return ROLES.filter((role) => own || role !== "owner")
}

/** Whether a member may be changed at all: owners by owners alone. */
export function changeable(role: Role, own: boolean): boolean {
  return own || role !== "owner"
}
