import { CloseOutlined } from "@ant-design/icons"
import { Button } from "antd"
import { useTranslation } from "react-i18next"
import type { Words } from "@/lib/ask"
import { sayWhere } from "@/lib/sayings"
import { EventPicker } from "@/ui/ask/EventPicker"
import type { Narrowed } from "./cards"

/** What all cards are narrowed by, each to be taken away; and what they convert to. */
export function Filters({
  narrowed,
  onNarrow,
}: {
  narrowed: Narrowed
  onNarrow: (next: Narrowed) => void
}) {
  const { t: words } = useTranslation("reports")
  const t = words as unknown as Words
  const chips = (["where", "did"] as const).flatMap((key) =>
    narrowed[key].map((text) => ({ key, text, said: sayWhere(text, t) })),
  )
  return (
    <div className="br-report-filters" role="group" aria-label={t("reports:filters")}>
      {chips.map(({ key, text, said }) => (
        <Button
          key={`${key} ${text}`}
          size="small"
          icon={<CloseOutlined />}
          iconPlacement="end"
          aria-label={t("reports:without", { said })}
          onClick={() =>
            onNarrow({ ...narrowed, [key]: narrowed[key].filter((one) => one !== text) })
          }
        >
          {said}
        </Button>
      ))}
      <span className="br-report-goal">
        {t("reports:goal")}{" "}
        <EventPicker
          any={false}
          value={narrowed.goal}
          name={t("reports:goalLabel")}
          onChange={(goal) => onNarrow({ ...narrowed, goal })}
        />
        {narrowed.goal && (
          <Button
            type="text"
            size="small"
            icon={<CloseOutlined />}
            aria-label={t("reports:noGoal")}
            onClick={() => onNarrow({ ...narrowed, goal: "" })}
          />
        )}
      </span>
    </div>
  )
}
