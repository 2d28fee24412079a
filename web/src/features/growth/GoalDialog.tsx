import { DatePicker, Form, InputNumber, Select } from "antd"
import dayjs, { type Dayjs } from "dayjs"
import { useTranslation } from "react-i18next"
import { type Goal, useMetrics } from "@/features/growth/api"
import { addGoal, changeGoal } from "@/features/growth/goalApi"
import { useUndo } from "@/features/growth/useUndo"
import type { Words } from "@/lib/ask"
import { FormDialog } from "@/ui/FormDialog"
import { GrowingArea } from "@/ui/GrowingArea"

interface Fields {
  metric: string
  made_by: "sum" | "product" | "ratio"
  target: number | null
  due: Dayjs | null
  note: string
}

/** Add a north star or a driver of `parent`, or change `goal`. */
export function GoalDialog({
  parent,
  goal,
  onClose,
}: {
  parent: Goal | null
  goal?: Goal
  onClose: () => void
}) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const { fresh } = useUndo()
  const metrics = useMetrics()
  const save = async ({ metric, made_by, target, due, note }: Fields) => {
    const body = {
      ...{ metric, made_by, target: target ?? null, note: note ?? "" },
      due: due?.format("YYYY-MM-DD") ?? null,
    }
    await (goal ? changeGoal(goal.id, body) : addGoal({ ...body, parent: parent?.id ?? null }))
    await fresh()
  }
  const verb = goal ? "saveGoal" : parent ? "addDriver" : "addStar"
  return (
    <FormDialog<Fields>
      title={t(`growth:${goal ? "editGoal" : verb}`)}
      ok={t(`growth:${verb}`)}
      initial={{
        ...{ metric: goal?.metric, made_by: goal?.made_by ?? "sum", target: goal?.target },
        ...{ due: goal?.due ? dayjs(goal.due) : null, note: goal?.note ?? "" },
      }}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item
        name="metric"
        label={t("growth:metric")}
        rules={[{ required: true, message: t("growth:metricNeeded") }]}
      >
        <Select
          autoFocus
          showSearch={{ optionFilterProp: "label" }}
          options={metrics.data?.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="made_by" label={t("growth:madeByLabel")}>
        <Select
          options={["sum", "product", "ratio"].map((value) => ({
            value,
            label: t(`growth:madeBy.${value}`),
          }))}
        />
      </Form.Item>
      <div className="br-metric-form-pair">
        <Form.Item name="target" label={t("growth:target")}>
          <InputNumber />
        </Form.Item>
        <Form.Item name="due" label={t("growth:due")}>
          <DatePicker />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t("growth:note")}>
        <GrowingArea maxLength={4000} minRows={2} maxRows={6} />
      </Form.Item>
    </FormDialog>
  )
}
