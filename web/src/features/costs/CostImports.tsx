import { DeleteOutlined } from "@ant-design/icons"
import { Button, Popconfirm } from "antd"
import { useTranslation } from "react-i18next"
import { exact, moment } from "@/lib/format"
import { useMay, useProject } from "@/lib/session"
import { Problem } from "@/ui/Problem"
import { type CostImport, useUndo } from "./api"

/** The files that were imported; each can be taken back. */
export function CostImports({ imports }: { imports: readonly CostImport[] }) {
  const { t } = useTranslation("costs")
  const { zone } = useProject()
  const may = useMay()
  const undo = useUndo()
  return (
    <section className="br-card" aria-label={t("imports")}>
      <h2>{t("imports")}</h2>
      {undo.isError && <Problem error={undo.error} />}
      <ul className="br-costs-imports">
        {imports.map((one) => (
          <li key={one.id}>
            <div>
              <strong>{one.name}</strong>
              <small className="br-quiet">
                {[moment(one.created, zone), one.owner].filter(Boolean).join(" · ")}
              </small>
            </div>
            <span className="br-quiet">
              {t("changed", { added: exact(one.added), replaced: exact(one.replaced) })}
            </span>
            {may.change && (
              <Popconfirm
                title={t("undoTitle", { name: one.name })}
                description={t("undoHint")}
                okText={t("undo")}
                onConfirm={() => undo.mutate(one.id)}
              >
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t("undoOf", { name: one.name })}
                />
              </Popconfirm>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
