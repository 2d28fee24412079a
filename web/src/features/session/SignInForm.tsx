import { useQueryClient } from "@tanstack/react-query"
import { Button, Form, Input } from "antd"
import { type ReactNode, useState } from "react"
import { useTranslation } from "react-i18next"
import { Refusal, rememberCsrf } from "@/lib/api"
import { ME, type Me } from "@/lib/session"
import { Problem, useLine } from "@/ui/Problem"

export interface Entry {
  email: string
  password: string
  name: string
}

/** E-mail, password and, for newcomers, a name; `enter` signs in and `onDone` goes on. */
export function SignInForm({
  enter,
  onDone,
  verb,
  asks,
  newcomer,
  email,
  children,
}: {
  enter: (entry: Entry) => Promise<Me>
  onDone: (me: Me) => void
  verb: string
  asks: { email: boolean; name: boolean }
  /** Whether a password is chosen here, or given. */
  newcomer: boolean
  /** Whose password is asked for, where that is likely. */
  email?: string
  children?: ReactNode
}) {
  const { t } = useTranslation("session")
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const field = error instanceof Refusal ? error.field : null
  const submit = async (entry: Entry) => {
    setBusy(true)
    setError(null)
    try {
      const me = await enter({ ...entry, name: entry.name ?? "", email: entry.email ?? "" })
      rememberCsrf(me.csrf)
      queries.setQueryData(ME, me)
      onDone(me)
    } catch (refused) {
      setError(refused)
    } finally {
      setBusy(false)
    }
  }
  const atField = (name: string) => (field === name ? <FieldError error={error} /> : undefined)
  return (
    <Form<Entry>
      layout="vertical"
      onFinish={(entry) => void submit(entry)}
      requiredMark={false}
      initialValues={{ email }}
    >
      {asks.name && (
        <Form.Item name="name" label={t("name")}>
          <Input autoComplete="name" />
        </Form.Item>
      )}
      {asks.email && (
        <Form.Item
          name="email"
          label={t("email")}
          rules={[{ required: true, message: t("emailNeeded") }]}
          help={atField("email")}
          validateStatus={field === "email" ? "error" : undefined}
        >
          <Input type="email" autoComplete="username" autoFocus={!email} />
        </Form.Item>
      )}
      <Form.Item
        name="password"
        label={newcomer ? t("newPassword") : t("password")}
        rules={[{ required: true, message: t("passwordNeeded") }]}
        help={atField("password")}
        validateStatus={field === "password" ? "error" : undefined}
      >
        <Input.Password
          autoComplete={newcomer ? "new-password" : "current-password"}
          autoFocus={email !== undefined}
        />
      </Form.Item>
      {error !== null && field !== "email" && field !== "password" && (
        <div className="br-form-error">
          <Problem error={error} />
        </div>
      )}
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>
        {verb}
      </Button>
      {children}
    </Form>
  )
}

function FieldError({ error }: { error: unknown }) {
  return <span role="alert">{useLine(error)}</span>
}
