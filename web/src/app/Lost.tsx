import { Button } from "antd"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { Empty } from "@/ui/Empty"

/** An address without a page. */
export function Lost() {
  const { t } = useTranslation("shell")
  return (
    <main className="br-alone">
      <Empty
        title={t("lost")}
        hint={t("lostHint")}
        action={
          <Link to="/">
            <Button type="primary">{t("home")}</Button>
          </Link>
        }
      />
    </main>
  )
}
