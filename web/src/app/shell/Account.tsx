import { UserOutlined } from "@ant-design/icons"
import { Button, Dropdown, type MenuProps } from "antd"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router"
import { type Choice, useChoice } from "@/lib/appearance"
import type { Language } from "@/lib/i18n"
import { usePrefer } from "@/lib/preferences"
import { signOut, useAt, useMe } from "@/lib/session"

/** Who is signed in; language and appearance; sign out. */
export function Account() {
  const { t, i18n } = useTranslation("shell")
  const me = useMe()
  const at = useAt()
  const navigate = useNavigate()
  const prefer = usePrefer()
  const chosen = useChoice()
  const items: MenuProps["items"] = [
    { key: "who", label: <span className="br-quiet">{me.data?.user.email}</span>, disabled: true },
    { key: "account", label: t("account") },
    { type: "divider" },
    {
      type: "group",
      key: "languages",
      label: t("language"),
      children: [
        { key: "speak:en", label: "English" },
        { key: "speak:zh-CN", label: "简体中文" },
      ],
    },
    {
      type: "group",
      key: "looks",
      label: t("appearance"),
      children: ["system", "light", "dark"].map((one) => ({ key: `look:${one}`, label: t(one) })),
    },
    { type: "divider" },
    { key: "leave", label: t("signOut") },
  ]
  const act: MenuProps["onClick"] = ({ key }) => {
    const [verb, what] = key.split(":")
    if (verb === "speak") prefer({ language: what as Language })
    if (verb === "look") prefer({ theme: what as Choice })
    if (verb === "account") void navigate(at("/settings/account"))
    if (verb === "leave") void signOut()
  }
  const selected = [`speak:${i18n.language}`, `look:${chosen}`]
  return (
    <Dropdown
      menu={{ items, onClick: act, selectable: true, selectedKeys: selected }}
      trigger={["click"]}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={t("accountMenu")} />
    </Dropdown>
  )
}
