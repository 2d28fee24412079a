import { UploadOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useMay, useProject } from "@/lib/session"
import { Page } from "@/ui/Page"
import { SearchedList, useSearched } from "@/ui/SearchedList"
import { AudienceRow } from "./AudienceRow"
import { AUDIENCES, listAudiences } from "./api"
import { UploadDialog } from "./UploadDialog"
import "./audience.css"

/** The people that were kept under a name, newest first, to be searched. */
export function AudienceList() {
  const { t } = useTranslation("audience")
  const { name } = useProject()
  const may = useMay()
  const [uploading, setUploading] = useState(false)
  const list = useSearched([AUDIENCES, name, "list"], listAudiences)
  return (
    <Page
      title={t("title")}
      lead={t("lead")}
      extra={
        may.change && (
          <Button icon={<UploadOutlined />} onClick={() => setUploading(true)}>
            {t("upload")}
          </Button>
        )
      }
    >
      <SearchedList
        list={list}
        name={t("title")}
        find={t("find")}
        none={{ title: t("none"), hint: t("noneHint") }}
        noneFound={(search) => t("noneFound", { search })}
        row={(one) => <AudienceRow key={one.key} audience={one} />}
      />
      {uploading && <UploadDialog into={null} onClose={() => setUploading(false)} />}
    </Page>
  )
}
