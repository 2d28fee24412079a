import { Button, Input, Segmented } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useRename } from "@/features/settings/api"
import { PasswordForm } from "@/features/settings/PasswordForm"
import { SettingRow } from "@/features/settings/SettingRow"
import { useSaving } from "@/features/settings/useSaving"
import { type Choice, useChoice } from "@/lib/appearance"
import type { Language } from "@/lib/i18n"
import { usePrefer } from "@/lib/preferences"
import { type Me, signOut, useMe } from "@/lib/session"

/** One's own name, language, appearance and password; in every project and browser alike. */
export function AccountTab() {
  const me = useMe()
  return me.data ? <Account me={me.data} /> : null
}

function Account({ me }: { me: Me }) {
  const { t } = useTranslation("settings")
  return (
    <>
      <section className="br-card br-settings" aria-label={t("account")}>
        <Name user={me.user} />
        <Looks />
        <SettingRow id="set-out" title={me.user.email} hint={t("signOutHint")}>
          <Button id="set-out" onClick={() => void signOut()}>
            {t("signOut")}
          </Button>
        </SettingRow>
      </section>
      <section className="br-card" aria-labelledby="set-password">
        <h2 id="set-password">{t("password")}</h2>
        <PasswordForm email={me.user.email} />
      </section>
    </>
  )
}

function Name({ user }: { user: Me["user"] }) {
  const { t } = useTranslation("settings")
  const rename = useRename()
  const [typed, setTyped] = useState(user.name)
  const [saving, save] = useSaving(user.name, async (name) => {
    const me = await rename.mutateAsync(name)
    setTyped(me.user.name)
  })
  return (
    <SettingRow id="set-my-name" title={t("myName")} hint={t("myNameHint")} saving={saving}>
      <Input
        id="set-my-name"
        autoComplete="name"
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => void save(typed.trim())}
        onBlur={() => void save(typed.trim())}
      />
    </SettingRow>
  )
}

function Looks() {
  const { t, i18n } = useTranslation("settings")
  const prefer = usePrefer()
  const look = useChoice()
  return (
    <>
      <SettingRow id="set-language" title={t("language")} hint={t("languageHint")}>
        <Segmented
          id="set-language"
          aria-label={t("language")}
          value={i18n.language}
          options={[
            { value: "en", label: "English" },
            { value: "zh-CN", label: "简体中文" },
          ]}
          onChange={(language) => prefer({ language: language as Language })}
        />
      </SettingRow>
      <SettingRow id="set-look" title={t("appearance")} hint={t("appearanceHint")}>
        <Segmented
          id="set-look"
          aria-label={t("appearance")}
          value={look}
          options={[
            { value: "system", label: t("look_system") },
            { value: "light", label: t("look_light") },
            { value: "dark", label: t("look_dark") },
          ]}
          onChange={(theme) => prefer({ theme: theme as Choice })}
        />
      </SettingRow>
    </>
  )
}
