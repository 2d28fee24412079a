/** Which events does Home ask about, before anybody has said? Guessed from their names and numbers. */

export interface Named {
  name: string
  kind: string
  events: number
}

/** Stages of a purchase, and of a registration, as sites of many kinds name them. */
const PURCHASE = [
  /(product|item|listing|room|course|plan)s? ?_?(viewed|detail)|view(ed)?[ _](product|item|content)|浏览|查看/i,
  /add(ed)?[ _]?to[ _]?(cart|bag|basket)|(product|item)[ _]added$|加入?购物车|加购/i,
  /checkout[ _]?(started|begun)|(begin|start)(ed)?[ _]checkout|initiate[ _]?checkout|提交订单|结算/i,
  /order[ _]?(completed|placed|paid)|purchase(d)?$|^bought|^buy$|payment[ _]?(succeeded|completed)|支付|付款|下单|购买/i,
]
const REGISTRATION = [
  /^\$?(page|pageview|screen)/i,
  /sign(ed)?[ _-]?up|regist(er|ration)|account[ _]?created|注册/i,
  /onboard|trial|activat|subscri|upgrade|激活|订阅|开通/i,
]
const CONVERSION = [
  ...PURCHASE.slice(3),
  ...REGISTRATION.slice(1),
  /lead|booked|booking|converted|donat|deposit|checkout[ _]?completed|转化|预约|充值/i,
]
const SETBACK = /refund|cancel|fail|abandon|declin|error|退|取消|失败/i
const MOST_STEPS = 5

/** The most frequent events that look like what a site is for; else the most frequent of its own. */
export function conversions(events: readonly Named[], most = 2): string[] {
  const own = events.filter((one) => one.kind === "track" && !SETBACK.test(one.name))
  const like = own.filter((one) => CONVERSION.some((words) => words.test(one.name)))
  const found = like.slice(0, most)
  if (found.length < most) {
    found.push(...own.filter((one) => !found.includes(one)).slice(0, most - found.length))
  }
  return found.map((one) => one.name)
}

/** What people do in order: a purchase, else a registration, else the commonest events; two or more. */
export function typicalSteps(events: readonly Named[]): string[] {
  for (const stages of [PURCHASE, REGISTRATION]) {
    const steps = stagesIn(events, stages)
    if (steps.length >= 2) return steps
  }
  const common = events.filter((one) => one.kind !== "identify" && !SETBACK.test(one.name))
  const steps = common.slice(0, 3).map((one) => one.name)
  return steps.length >= 2 ? steps : []
}

function stagesIn(events: readonly Named[], stages: readonly RegExp[]): string[] {
  const found = stages.map(
    (words) => events.find((one) => words.test(one.name) && !SETBACK.test(one.name))?.name,
  )
  return [...new Set(found.filter((name) => name !== undefined))].slice(0, MOST_STEPS)
}
