import { sql } from 'kysely'
import { beforeAll, expect, it } from 'vitest'
import { fileApplication } from '../applications/index.ts'
import { ownFiling } from '../applications/testing.ts'
import { verifyAudit } from '../platform/audit.ts'
import { recordEvent as inTrail } from '../platform/events.ts'
import { makeEnterprise } from '../support/testing.ts'
import { writeMessage } from '../talk/commands.ts'
import { showThread } from '../talk/queries.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { confirmRetention, setRetention } from './commands.ts'
import { showDue, showRetention } from './queries.ts'
import { listDue } from './runs.ts'

/* How long what was said on a record is kept. */

const test = await testSystem()
const { system } = test
const { db } = system
const admin = await test.as('coordinator', { admin: true })
const ago = (days: number) => new Date(Date.now() - days * 86_400_000)

/** An application of an enterprise of its own, on which nobody has written. */
async function application(): Promise<{ id: number; owner: Someone; enterpriseId: number }> {
  const enterpriseId = await makeEnterprise(system)
  const owner = await test.as('enterprise', { enterpriseId })
  const { id } = await owner.run(fileApplication, await ownFiling(test, enterpriseId))
  return { id, owner, enterpriseId }
}
const says = (who: Someone, recordId: number, said: Record<string, unknown>) =>
  who.run(writeMessage, { record: 'application', recordId, side: 'message', body: 'Xin chào', ...said })
const bodies = async (recordId: number) =>
  (await admin.run(showThread, { record: 'application', recordId })).entries.flatMap(({ message }) =>
    message ? [message.body] : [],
  )
/** Everything that was said so far was said so many days ago. */
const aged = (recordId: number, days: number) =>
  inTrail(
    system,
    { name: 'test.age', via: 'system', subject: null, facts: {}, actor: { userId: null, name: 'nscl' } },
    async (trail) => {
      await sql`UPDATE talk_message SET at = ${ago(days)}
        WHERE record = 'application' AND record_id = ${recordId}`.execute(trail)
      return true
    },
  )
const open = async () =>
  (await admin.run(showRetention, {})).kinds.find(({ kind }) => kind === 'threads')?.open ?? null

let settled: Awaited<ReturnType<typeof application>>
let asking: Awaited<ReturnType<typeof application>>
let lively: Awaited<ReturnType<typeof application>>
let sent: number
let colleague: Someone

beforeAll(async () => {
  ;[settled, asking, lively] = [await application(), await application(), await application()]
  colleague = await test.as('coordinator')
  // Asked, answered with a file, noted among officers with a name.
  await says(admin, settled.id, { body: 'Xin gửi báo giá', asks: true })
  sent = await test.evidence('bao-gia.pdf', settled.enterpriseId)
  await says(settled.owner, settled.id, { body: 'Gửi kèm đây', fileId: sent })
  await says(admin, settled.id, { side: 'note', body: 'Đã đủ', mentions: [colleague.actor.userId] })
  await says(admin, asking.id, { body: 'Còn thiếu hợp đồng', asks: true })
  await says(admin, lively.id, { body: 'Chuyện cũ' })
  for (const { id } of [settled, asking, lively]) await aged(id, 800)
  await says(lively.owner, lively.id, { body: 'Hỏi thêm hôm nay' })
})

it('threads wait for a period that the house sets: none is made up', async () => {
  await listDue(system)
  expect((await admin.run(showRetention, {})).kinds.find(({ kind }) => kind === 'threads')).toMatchObject({
    days: null,
    open: null,
    source: null,
  })
})

it('a thread goes whole once nobody has written for the period, and not while a question waits or somebody writes', async () => {
  await admin.run(setRetention, { kind: 'threads', days: '730', reason: 'Quy chế của cơ quan' })
  await listDue(system)
  const list = await open()
  expect(list?.due).toBe(3)
  const { items } = await admin.run(showDue, { id: list?.id })
  // called by the record's name, with its page
  const name = (
    await db
      .selectFrom('enterprise')
      .select('name')
      .where('id', '=', settled.enterpriseId)
      .executeTakeFirstOrThrow()
  ).name
  expect(new Set(items.map(({ href }) => href))).toEqual(new Set([`/applications/${settled.id}`]))
  for (const { label, labelEn } of items) {
    expect(label).toContain(name)
    expect(label).not.toContain('application')
    expect(labelEn).toContain(name)
  }
  expect(await bodies(settled.id)).toHaveLength(3)
  await admin.run(confirmRetention, { id: list?.id })
  expect(await bodies(settled.id)).toEqual([])
  expect(await bodies(asking.id)).toEqual(['Còn thiếu hợp đồng'])
  expect(await bodies(lively.id)).toEqual(['Chuyện cũ', 'Hỏi thêm hôm nay'])
  const mentions = await db.selectFrom('talkMention').select('messageId').execute()
  expect(mentions).toEqual([])
})

it('the record keeps its story, a file that was sent along is not used any more, and the trail stays whole', async () => {
  const { entries } = await admin.run(showThread, { record: 'application', recordId: settled.id })
  expect(entries.length).toBeGreaterThan(0)
  const { rows } = await sql<{
    id: number
  }>`SELECT id FROM named_files() AS named (id) WHERE id = ${sent}`.execute(db)
  expect(rows).toEqual([])
  const { findings } = await verifyAudit(db, system.auditKey)
  expect(findings.filter(({ where }) => where.startsWith('talk_'))).toEqual([])
})
