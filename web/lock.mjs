// Take the download addresses out of the lock file, so that it holds for every registry.
//
// npm can leave them out itself (omit-lockfile-registry-resolved), but then forgets the packages of
// other platforms; so the lock is made with them, and they are taken out afterwards.
import { readFileSync, writeFileSync } from "node:fs"

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"))
for (const one of Object.values(lock.packages)) delete one.resolved
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`)
