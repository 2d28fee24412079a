import { QueryClientProvider } from "@tanstack/react-query"
import { App as AntApp, ConfigProvider } from "antd"
import enUS from "antd/locale/en_US"
import zhCN from "antd/locale/zh_CN"
import dayjs from "dayjs"
import "dayjs/locale/zh-cn"
import { useEffect, useState } from "react"
import { useTranslation } from "react-i18next"
import { RouterProvider } from "react-router"
import { nonce } from "@/app/nonce"
import { router } from "@/app/routes"
import { useMode, useStill } from "@/lib/appearance"
import { makeQueryClient } from "@/lib/queries"
import { nameLists } from "@/ui/listNames"
import { palettes, themeOf } from "@/ui/tokens"

/** The app: its theme, language and server state around its pages. */
export function App() {
  const [queries] = useState(makeQueryClient)
  const { i18n } = useTranslation()
  const mode = useMode()
  const still = useStill()
  const chinese = i18n.language === "zh-CN"
  useEffect(() => {
    dayjs.locale(chinese ? "zh-cn" : "en")
  }, [chinese])
  useEffect(() => nameLists(document.body), [])
  useEffect(() => {
    const style = document.documentElement.style
    for (const [name, colour] of Object.entries(palettes[mode])) {
      style.setProperty(`--br-${name}`, colour)
    }
  }, [mode])
  return (
    <ConfigProvider
      csp={{ nonce }}
      locale={chinese ? zhCN : enUS}
      theme={themeOf(mode, still)}
      button={{ autoInsertSpace: false }}
    >
      <AntApp className="br-app">
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}
