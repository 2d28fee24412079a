import { DatePicker, Form, InputNumber, Modal, Select } from "antd"
import dayjs, { type Dayjs } from "dayjs"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type Goal, useMetrics } from "@/features/growth/api"
import { addGoal, changeGoal } from "@/features/growth/goalApi"
import { useUndo } from "@/features/growth/useUndo"
import type { Words } from "@/lib/ask"
import { GrowingArea } from "@/ui/GrowingArea"
import { Problem } from "@/ui/Problem"

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
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const save = async ({ metric, made_by, target, due, note }: Fields) => {
    setBusy(true)
    setError(null)
    const body = {
      ...{ metric, made_by, target: target ?? null, note: note ?? "" },
      due: due?.format("YYYY-MM-DD") ?? null,
    }
    try {
      await (goal ? changeGoal(goal.id, body) : addGoal({ ...body, parent: parent?.id ?? null }))
      await fresh()
      onClose()
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  const verb = goal ? "saveGoal" : parent ? "addDriver" : "addStar"
  return (
    <Modal
      open
      title={t(`growth:${goal ? "editGoal" : verb}`)}
      okText={t(`growth:${verb}`)}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          ...{ metric: goal?.metric, made_by: goal?.made_by ?? "sum", target: goal?.target },
          ...{ due: goal?.due ? dayjs(goal.due) : null, note: goal?.note ?? "" },
        }}
        onFinish={(fields) => void save(fields)}
      >
        {error !== null && <Problem error={error} />}
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
      </Form>
    </Modal>
  )
}
