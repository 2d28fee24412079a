import { Button, Modal } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { ReportForm } from "@/features/mailing/ReportForm"
import { ReportList } from "@/features/mailing/ReportList"

/** Send a board regularly: the reports that there are of it, and one more. */
export function SendDialog({ board, onClose }: { board: string; onClose: () => void }) {
  const { t } = useTranslation("mailing")
  const [making, setMaking] = useState(false)
  return (
    <Modal open title={t("title")} footer={null} width={640} onCancel={onClose}>
      <p className="br-quiet">{t("lead")}</p>
      {making ? (
        <ReportForm board={board} report={null} onDone={() => setMaking(false)} />
      ) : (
        <>
          <ReportList board={board} empty={<p>{t("noneOfBoard")}</p>} />
          <Button type="primary" onClick={() => setMaking(true)}>
            {t("make")}
          </Button>
        </>
      )}
    </Modal>
  )
}
