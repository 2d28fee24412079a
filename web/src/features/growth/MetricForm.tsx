import { Button, Form, Input, InputNumber, Select, Switch } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router"
import { changeMetric, type Metric, registerMetric } from "@/features/growth/api"
import { type Fields, fieldsOf, said } from "@/features/growth/form"
import { useUndo } from "@/features/growth/useUndo"
import { keyOf } from "@/features/growth/values"
import type { Body, Words } from "@/lib/ask"
import { useGo } from "@/lib/session"
import { GrowingArea } from "@/ui/GrowingArea"
import { Page } from "@/ui/Page"
import { Problem } from "@/ui/Problem"
import "@/features/growth/growth.css"

/** Register a metric, or change one: what it is called, how it reads, and what must hold for it. */
export function MetricForm({
  ask,
  words,
  metric,
}: {
  ask: Body
  /** The definition in words. */
  words: string
  metric?: Metric
}) {
  const { t: translate } = useTranslation("growth")
  const t = translate as Words
  const go = useGo()
  const [search] = useSearchParams()
  const { fresh } = useUndo()
  const [form] = Form.useForm<Fields>()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const save = async (fields: Fields) => {
    setBusy(true)
    setError(null)
    try {
      const body = said(fields, ask)
      const kept = metric ? await changeMetric(metric.id, body) : await registerMetric(body)
      await fresh()
      go(
        search.has("alert")
          ? `/insights/alerts?metric=${kept.key}`
          : `/insights/metrics/${kept.key}`,
      )
    } catch (failure) {
      setError(failure)
      setBusy(false)
    }
  }
  const named = (event: React.ChangeEvent<HTMLInputElement>) => {
    if (!metric && !form.isFieldTouched("key")) form.setFieldValue("key", keyOf(event.target.value))
  }
  return (
    <Page
      title={t(metric ? "growth:editMetric" : "growth:register")}
      lead={search.has("alert") ? t("growth:alertFirst", { words }) : words}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        className="br-card br-metric-form"
        initialValues={fieldsOf(metric, words)}
        onFinish={(fields) => void save(fields)}
      >
        {error !== null && <Problem error={error} />}
        <Form.Item
          name="name"
          label={t("growth:name")}
          rules={[{ required: true, whitespace: true, message: t("growth:nameNeeded") }]}
        >
          <Input autoFocus maxLength={200} onChange={named} />
        </Form.Item>
        <Form.Item
          name="key"
          label={t("growth:key")}
          extra={t("growth:keyHint")}
          rules={[{ pattern: /^[a-z][a-z0-9_]{0,63}$/, message: t("growth:keyWrong") }]}
        >
          <Input maxLength={64} />
        </Form.Item>
        <Form.Item name="description" label={t("growth:description")}>
          <GrowingArea maxLength={2000} minRows={2} maxRows={6} />
        </Form.Item>
        <div className="br-metric-form-pair">
          <Form.Item name="unit" label={t("growth:unit")}>
            <Input maxLength={16} placeholder={t("growth:unitHint")} />
          </Form.Item>
          <Form.Item name="direction" label={t("growth:direction")}>
            <Select
              options={["up", "down"].map((value) => ({
                value,
                label: t(`growth:better.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="maturity" label={t("growth:maturity")} extra={t("growth:maturityHint")}>
            <InputNumber min={0} max={365} precision={0} suffix={t("growth:days")} />
          </Form.Item>
        </div>
        <fieldset>
          <legend>{t("growth:checks")}</legend>
          <div className="br-metric-form-pair">
            <Form.Item name="low" label={t("growth:atLeast")}>
              <InputNumber />
            </Form.Item>
            <Form.Item name="high" label={t("growth:atMost")}>
              <InputNumber />
            </Form.Item>
            <Form.Item name="filled" label={t("growth:neverEmpty")} valuePropName="checked">
              <Switch />
            </Form.Item>
          </div>
        </fieldset>
        <Button type="primary" htmlType="submit" loading={busy}>
          {t(metric ? "growth:saveMetric" : "growth:register")}
        </Button>
      </Form>
    </Page>
  )
}
