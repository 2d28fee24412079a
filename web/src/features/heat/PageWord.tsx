import { Button, Input } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { exact } from "@/lib/format"
import { useValues } from "@/lib/schema"
import { SearchList } from "@/ui/ask/SearchList"
import { Word } from "@/ui/ask/Word"

const VIEW = "$pageview"

/** The page, as a word of the sentence: one of those most seen, or an address of one's own. */
export function PageWord({
  value,
  wrong,
  onChange,
}: {
  value: string
  wrong: boolean
  onChange: (page: string) => void
}) {
  const { t } = useTranslation("heat")
  const [own, setOwn] = useState(value)
  const paths = useValues("column.path", VIEW, "")
  return (
    <Word name={t("pageLabel")} reads={value || t("mostSeen")} wrong={wrong}>
      {(close) => {
        const choose = (page: string) => {
          onChange(page)
          setOwn(page)
          close()
        }
        return (
          <>
            <SearchList
              hint={t("pageHint")}
              error={paths.error}
              items={paths.data?.map((one) => ({
                key: String(one.value),
                label: String(one.value),
                hint: exact(one.events),
              }))}
              onPick={choose}
            />
            <footer className="br-word-foot">
              <Input
                size="small"
                aria-label={t("ownPage")}
                placeholder="/p/*"
                value={own}
                onChange={({ target }) => setOwn(target.value)}
                onPressEnter={(event) => {
                  event.preventDefault()
                  choose(own.trim())
                }}
              />
              <Button type="primary" size="small" onClick={() => choose(own.trim())}>
                {t("takePage")}
              </Button>
            </footer>
          </>
        )
      }}
    </Word>
  )
}
