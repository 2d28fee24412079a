import { MoreOutlined } from "@ant-design/icons"
import { Button, Dropdown, Skeleton } from "antd"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { Link } from "react-router"
import { GoalDialog } from "@/features/growth/GoalDialog"
import { Moved } from "@/features/growth/Moved"
import { Target } from "@/features/growth/Target"
import type { Node } from "@/features/growth/tree"
import { useGoalActions } from "@/features/growth/useGoalActions"
import { signed, withUnit } from "@/features/growth/values"
import type { Words } from "@/lib/ask"
import { useAt, useMay } from "@/lib/session"

/** A goal with its drivers under it; on a wide screen a tree, on a phone an indented list. */
export function GoalNode({
  node,
  parent,
  stars,
  waiting,
}: {
  node: Node
  parent?: Node
  stars: Node[]
  waiting: boolean
}) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const at = useAt()
  const { goal, metric, value, drivers } = node
  if (!metric) return null
  const { definition } = metric
  return (
    <li className="br-node">
      <article className="br-goal" aria-label={metric.name}>
        <header>
          <Link to={at(`/insights/metrics/${metric.key}`)}>{metric.name}</Link>
          <Menu node={node} stars={stars} />
        </header>
        {waiting && <Skeleton active title={false} paragraph={{ rows: 1 }} />}
        {value && (
          <p className="br-goal-value">
            <strong>{withUnit(definition, value.value)}</strong>
            <Moved now={value.value} before={value.before} direction={definition.direction} />
          </p>
        )}
        {parent?.metric && value && typeof value.added === "number" && (
          <p className="br-goal-added">
            {t("growth:addedTo", {
              added: signed(parent.metric.definition, t)(value.added),
              parent: parent.metric.name,
            })}
          </p>
        )}
        {value && <Target goal={goal} definition={definition} value={value.value} />}
        {goal.note && <p className="br-goal-note">{goal.note}</p>}
        {goal.made_by && drivers.length > 0 && (
          <p className="br-goal-made">{t(`growth:madeBy.${goal.made_by}`)}</p>
        )}
      </article>
      {drivers.length > 0 && (
        <ul className="br-drivers">
          {drivers.map((one) => (
            <GoalNode key={one.goal.id} node={one} parent={node} stars={stars} waiting={waiting} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Menu({ node, stars }: { node: Node; stars: Node[] }) {
  const { t: words } = useTranslation("growth")
  const t = words as Words
  const may = useMay()
  const [dialog, setDialog] = useState<"add" | "edit" | null>(null)
  const actions = useGoalActions(node, stars)
  if (!may.change) return null
  const name = node.metric?.name ?? ""
  return (
    <>
      <Dropdown
        trigger={["click"]}
        autoFocus
        menu={{
          items: [
            { key: "add", label: t("growth:addDriver") },
            { key: "edit", label: t("growth:editGoal") },
            { key: "move", label: t("growth:moveTo"), children: actions.places },
            ...actions.steps,
            { type: "divider" },
            { key: "remove", label: t("growth:remove"), danger: true },
          ],
          onClick: ({ key }) =>
            key === "add" || key === "edit" ? setDialog(key) : actions.run(key),
        }}
      >
        <Button
          type="text"
          size="small"
          icon={<MoreOutlined />}
          aria-label={t("growth:actions", { name })}
        />
      </Dropdown>
      {dialog === "add" && <GoalDialog parent={node.goal} onClose={() => setDialog(null)} />}
      {dialog === "edit" && (
        <GoalDialog parent={null} goal={node.goal} onClose={() => setDialog(null)} />
      )}
    </>
  )
}
