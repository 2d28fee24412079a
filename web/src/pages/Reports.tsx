import { useState } from "react"
import { PeopleDrawer } from "@/features/question/PeopleDrawer"
import { ReportsPage } from "@/features/reports"
import type { Behind, Body, KindName } from "@/lib/ask"
import { loaders } from "@/pages/Question"
import "@/features/question/question.css"

/** What people come by: channels, pages, places, technology, searches and speed. */
export function Reports() {
  const [opened, open] = useState<{ kind: KindName; body: Body; behind: Behind } | null>(null)
  return (
    <>
      <ReportsPage load={(name) => loaders[name]()} onPeople={open} />
      {opened && (
        <PeopleDrawer
          kind={opened.kind}
          ask={opened.body}
          behind={opened.behind}
          onClose={() => open(null)}
        />
      )}
    </>
  )
}
