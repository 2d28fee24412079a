import { Checkbox } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { type Identity, personOf, split } from "./api"
import { Decision } from "./Decision"
import { idTypeName } from "./words"

/** Part some ids from the rest of a person: asks which, and shows the two. */
export function Split({
  person,
  ids,
  onClose,
}: {
  person: string
  ids: Identity[]
  onClose: () => void
}) {
  const { t } = useTranslation("people")
  const [chosen, setChosen] = useState<string[]>([])
  return (
    <Decision
      person={person}
      ask={t("splitAsk")}
      verb={t("split")}
      danger
      ready={chosen.length > 0 && chosen.length < ids.length}
      decide={async (reason) => {
        await split(person, chosen, reason)
        const rest = ids.find((one) => !chosen.includes(one.key))
        const gone = ids.find((one) => chosen.includes(one.key))
        const named = [rest, gone].filter((one) => one !== undefined)
        return Promise.all(named.map((one) => personOf(`${one.type}:${one.value}`)))
      }}
      outcome={() => t("nowTwo")}
      onClose={onClose}
    >
      <p>{t("splitWhat")}</p>
      <Checkbox.Group className="br-split" value={chosen} onChange={setChosen}>
        {ids.map((one) => (
          <Checkbox key={one.key} value={one.key}>
            <small className="br-quiet">{idTypeName(one.type)}</small> {one.value}
          </Checkbox>
        ))}
      </Checkbox.Group>
    </Decision>
  )
}
