import { Form, Input, InputNumber, Select } from "antd"
import { useEffect } from "react"
import { useTranslation } from "react-i18next"
import { saveAlert, useChannels, useFresh, useMetrics } from "@/features/alerts/api"
import { FRESH, KINDS, type RuleFields, ruleOf } from "@/features/alerts/rule"
import type { Words } from "@/lib/ask"
import { FormDialog } from "@/ui/FormDialog"

interface Fields extends RuleFields {
  name: string
  metric: string
  every: "hour" | "day" | "week"
  channels: string[]
}

/** Keep a new alert; `metric`, where a chart led here, is the key of what to look at. */
export function NewAlert({ metric, onClose }: { metric: string; onClose: () => void }) {
  const { t: words } = useTranslation("alerts")
  const t = words as Words
  const metrics = useMetrics()
  const channels = useChannels()
  const fresh = useFresh()
  const [form] = Form.useForm<Fields>()
  const kind = Form.useWatch("kind", form) ?? FRESH.kind
  const led = metrics.data?.find(({ key }) => key === metric)
  useEffect(() => {
    if (!led || form.isFieldTouched("metric")) return
    form.setFieldsValue({ metric: led.key, name: t("alerts:nameOf", { name: led.name }) })
  }, [led, form, t])
  const save = async ({ name, metric: of, every, channels: told, ...rule }: Fields) => {
    const full = { ...FRESH, ...rule }
    await saveAlert({ name, metric: of, every, channels: told, rule: ruleOf(full) })
    await fresh()
  }
  const needed = [{ required: true, message: t("alerts:needed") }]
  const options = (names: readonly string[], part: string) =>
    names.map((value) => ({ value, label: t(`alerts:${part}.${value}`) }))
  return (
    <FormDialog<Fields>
      title={t("alerts:newAlert")}
      ok={t("alerts:saveAlert")}
      initial={{ ...FRESH, every: "day", channels: [] }}
      form={form}
      onSave={save}
      onClose={onClose}
    >
      <Form.Item name="metric" label={t("alerts:metric")} rules={needed}>
        <Select
          autoFocus
          showSearch={{ optionFilterProp: "label" }}
          options={metrics.data?.map((one) => ({ value: one.key, label: one.name }))}
        />
      </Form.Item>
      <Form.Item name="name" label={t("alerts:name")} rules={needed}>
        <Input maxLength={200} placeholder={t("alerts:nameExample")} />
      </Form.Item>
      <Form.Item name="kind" label={t("alerts:when")}>
        <Select options={options(KINDS, "kind")} />
      </Form.Item>
      {(kind === "below" || kind === "above") && (
        <Form.Item name="limit" label={t("alerts:limit")} rules={needed}>
          <InputNumber className="br-alert-number" />
        </Form.Item>
      )}
      {kind === "change" && (
        <>
          <Form.Item name="by" label={t("alerts:by")} rules={needed}>
            <InputNumber className="br-alert-number" min={1} max={10_000} suffix="%" />
          </Form.Item>
          <Form.Item name="direction" label={t("alerts:direction")}>
            <Select options={options(["down", "up", "either"], "way")} />
          </Form.Item>
          <Form.Item name="than" label={t("alerts:against")}>
            <Select options={options(["season", "previous"], "than")} />
          </Form.Item>
        </>
      )}
      <Form.Item name="every" label={t("alerts:look")}>
        <Select options={options(["hour", "day", "week"], "every")} />
      </Form.Item>
      <Form.Item name="channels" label={t("alerts:tell")} extra={t("alerts:tellHint")}>
        <Select
          mode="multiple"
          options={channels.data?.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Form.Item>
    </FormDialog>
  )
}
