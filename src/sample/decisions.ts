import {
  answerObjection,
  closeDecision,
  decideApplication,
  decideTogether,
  issueLetter,
  objectToDecision,
  showApplication,
} from '../applications/index.ts'
import { position } from '../budget/index.ts'
import { addDays } from '../platform/dates.ts'
import type { Maker, Scenario } from './scenario.ts'
import { type Content, type End, runTurn } from './turns.ts'

/* The decisions on the applications of a sample, alone and on several at once, with what follows them. */

interface Held {
  readonly maker: Maker
  readonly content: Content
  readonly id: number
  readonly end: End
}

/** What waits to be decided together with others. */
const waiting = new WeakMap<Scenario, Held[]>()

/** An application waits two weeks for others, or until they are five: then one decision decides them. */
export async function waitForOthers(scenario: Scenario, one: Held): Promise<void> {
  const { story } = scenario
  const held = waiting.get(scenario) ?? []
  held.push(one)
  waiting.set(scenario, held)
  const go = async () => {
    const ready = held.splice(0)
    const [first] = ready
    if (first === undefined) return
    if (ready.length === 1) await decide(scenario, first.maker, first.content, first.id, first.end)
    else await decideAll(scenario, ready)
  }
  if (held.length === 5) await go()
  else if (held.length === 1) story.on(addDays(story.today, 14), go)
}

/** One decision on what can be decided so; what the money does not reach for is decided alone, and waits. */
async function decideAll(scenario: Scenario, ready: readonly Held[]): Promise<void> {
  const { system, plan, story } = scenario
  const leader = scenario.as('leader')
  const left = new Map<number, bigint>()
  const items: { id: number; version: number; outcome: string; reason: string }[] = []
  const together: Held[] = []
  for (const one of ready) {
    const {
      year,
      version: seen,
      findings,
      appraisal,
      feeds,
    } = await story.run(leader, showApplication, { id: one.id })
    const amount = appraisal?.amount ?? 0n
    const free =
      left.get(year) ??
      (
        await position(system.db, {
          ...{ planId: plan.id, lineCode: plan.supportLine ?? '', year, sourceKey: plan.budgetSource },
        })
      ).remaining
    const refused = one.end === 'refused' || findings.some(({ outcome }) => outcome === 'failed')
    left.set(year, free - (refused || amount > free || feeds !== null ? 0n : amount))
    // what a task pays is decided alone
    if (!refused && (amount > free || feeds !== null)) {
      await decide(scenario, one.maker, one.content, one.id, one.end)
      continue
    }
    together.push(one)
    items.push({
      ...{ id: one.id, version: seen, outcome: refused ? 'refuse' : 'accept' },
      reason: refused ? 'Nội dung chưa phù hợp với Kế hoạch (mẫu)' : 'Đủ điều kiện, trong dự toán (mẫu)',
    })
  }
  if (items.length === 0) return
  const { id: decisionId } = await story.run(leader, decideTogether, {
    ...{ items, decidedOn: story.today, signer: 'Người ký mẫu' },
    committee: true,
  })
  // the scan of one in three is still awaited
  if (decisionId % 3 !== 0)
    story.on(addDays(story.today, 2), async () => {
      const fileId = await scenario.paper('Quyết định đã ký')
      await story.run(scenario.as('coordinator'), closeDecision, { id: decisionId, version: 1, fileId })
    })
  for (const { maker, content, id, end } of together) {
    const turn = await system.db
      .selectFrom('supportTurn')
      .select('id')
      .where('applicationId', '=', id)
      .executeTakeFirst()
    if (turn !== undefined) runTurn(scenario, maker, content, turn.id, end)
    else if (maker.id % 2 === 0) object(scenario, id)
    story.on(addDays(story.today, 1), () => sendLetter(scenario, id))
  }
}

export async function decide(
  scenario: Scenario,
  maker: Maker,
  content: Content,
  id: number,
  end: End,
): Promise<void> {
  const { system, plan, story } = scenario
  const leader = scenario.as('leader')
  const shown = await story.run(leader, showApplication, { id })
  const eligible = shown.findings.every(({ outcome }) => outcome !== 'failed')
  const ofLine = await position(system.db, {
    planId: plan.id,
    lineCode: plan.supportLine ?? '',
    year: shown.year,
    sourceKey: plan.budgetSource,
  })
  const remaining = shown.feeds?.byContract === true ? (shown.feeds.left ?? 0n) : ofLine.remaining
  const wanted = end === 'refused' || !eligible ? 'refuse' : end === 'waiting' ? 'wait' : 'accept'
  const outcome = wanted === 'accept' && (shown.appraisal?.amount ?? 0n) > remaining ? 'wait' : wanted
  const reasons = {
    accept: 'Đủ điều kiện, trong dự toán (mẫu)',
    refuse: 'Nội dung chưa phù hợp với Kế hoạch (mẫu)',
    wait: 'Chờ dự toán được giao bổ sung (mẫu)',
  }
  const { turnId } = await story.run(leader, decideApplication, {
    id,
    version: shown.version,
    outcome,
    reason: reasons[outcome],
    decisionNumber: `${id}/QĐ-MAU`,
    decidedOn: story.today,
    decisionFileId: await scenario.paper('Quyết định hỗ trợ'),
  })
  if (turnId !== null) runTurn(scenario, maker, content, turnId, end)
  if (outcome !== 'wait') story.on(addDays(story.today, 1), () => sendLetter(scenario, id))
  if (outcome === 'refuse' && maker.id % 2 === 0) object(scenario, id)
}

/** The letter goes out on the day after the decision, with the next number of the register, unless something has changed meanwhile. */
async function sendLetter({ story, as }: Scenario, id: number): Promise<void> {
  const officer = as('coordinator')
  const { version, letterDue } = await story.run(officer, showApplication, { id })
  if (letterDue)
    await story.run(officer, issueLetter, {
      ...{ id, version, issuedOn: story.today, signer: 'Người ký mẫu' },
      give: true,
    })
}

/** An enterprise objects to a refusal, and somebody else than who decided answers. */
function object({ story, as }: Scenario, id: number): void {
  story.on(addDays(story.today, 3), async () => {
    const officer = as('coordinator')
    await story.run(officer, objectToDecision, { id, text: 'Đề nghị xem lại: báo giá đã kèm theo (mẫu)' })
    if (id % 3 === 0) return
    story.on(addDays(story.today, 6), async () => {
      await story.run(officer, answerObjection, {
        ...{ id, version: (await story.run(officer, showApplication, { id })).version, outcome: 'rejected' },
        answer: 'Nội dung đề nghị không có trong Kế hoạch (mẫu)',
      })
    })
  })
}
