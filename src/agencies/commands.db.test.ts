import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { accountBindings } from '../accounts/queries.ts'
import { roles } from '../platform/actor.ts'
import { verifyAudit } from '../platform/audit.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addAgency, endAgency, renameAgency } from './commands.ts'
import { listAgencies, showAgency } from './queries.ts'
import { carrierOn } from './rules.ts'

const { system, as } = await testSystem()
let admin: Someone
beforeAll(async () => {
  admin = await as('coordinator', { admin: true })
})

const agencyId = async (key: string) =>
  (await system.db.selectFrom('agency').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
/** Who carries an agency's duties on a day, as the database says. */
async function agencyOn(agency: number, day: string): Promise<number | null> {
  const asked = sql<{ id: number | null }>`SELECT agency_on(${agency}, ${day}::date) AS id`
  return (await asked.execute(system.db)).rows[0]?.id ?? null
}

const agency = {
  name: 'Sở Ngoại vụ thành phố Cần Thơ',
  nameEn: 'Department of Foreign Affairs',
  kind: 'agency',
  source: 'Thử',
}

test('only the coordinator with the right to administer adds, renames and ends agencies', async () => {
  const id = await agencyId('syt-ct')
  for (const role of roles) {
    if (role === 'enterprise') continue
    const someone = await as(role, { admin: role !== 'coordinator' })
    await expect(someone.run(addAgency, agency), role).rejects.toMatchObject({ status: 403 })
    await expect(someone.run(renameAgency, { ...agency, id }), role).rejects.toMatchObject({ status: 403 })
    await expect(
      someone.run(endAgency, { id, validTo: '2026-01-01', source: 'x' }),
      role,
    ).rejects.toMatchObject({ status: 403 })
  }
  await expect((await as('public')).run(listAgencies, {})).rejects.toMatchObject({ status: 401 })
})

test('the line of succession of Sở Tài chính Cần Thơ begins with two departments of Sóc Trăng', async () => {
  const shown = await admin.run(showAgency, { id: await agencyId('stc-ct') })
  expect(shown.before.map((row) => row.key)).toEqual(['skhdt-st', 'stc-st'])
  expect(shown.after).toEqual([])
  const first = await admin.run(showAgency, { id: await agencyId('skhdt-st') })
  expect(first.after.map((row) => row.key)).toEqual(['stc-st', 'stc-ct'])
})

test('the database and the rule agree on who carries the duties of every agency on every day of change', async () => {
  const rows = await system.db
    .selectFrom('agency')
    .select(['id', 'validFrom', 'validTo', 'successorId'])
    .execute()
  const lives = rows.map((row) => ({
    id: row.id,
    validFrom: row.validFrom,
    validTo: row.validTo,
    successorId: row.successorId,
  }))
  for (const day of ['2024-11-18', '2025-02-28', '2025-03-01', '2025-06-30', '2025-07-01', '2026-11-24']) {
    for (const { id } of lives) expect(await agencyOn(id, day)).toBe(carrierOn(lives, id, day))
  }
})

test('an agency is added, renamed, and ended with a successor', async () => {
  const { id } = await admin.run(addAgency, { ...agency, validFrom: '01/07/2025' })
  await admin.run(renameAgency, {
    id,
    name: 'Sở Ngoại vụ mới',
    nameEn: 'New department',
    source: 'Quyết định thử',
  })
  const successorId = await agencyId('snv-ct')
  await admin.run(endAgency, { id, validTo: '31/12/2025', successorId, source: 'Quyết định thử' })
  expect(await admin.run(showAgency, { id })).toMatchObject({
    key: 'so-ngoai-vu-thanh-pho-can-tho',
    name: 'Sở Ngoại vụ mới',
    validFrom: '2025-07-01',
    validTo: '2025-12-31',
    successorId,
    toCheck: false,
  })
  expect(await agencyOn(id, '2025-12-31')).toBe(id)
  expect(await agencyOn(id, '2026-01-01')).toBe(successorId)
})

test('an agency of the same name is refused beside its name', async () => {
  await admin.run(addAgency, { ...agency, name: 'Sở Du lịch' })
  await expect(admin.run(addAgency, { ...agency, name: 'Sở du lịch' })).rejects.toMatchObject({
    code: 'agencies.duplicate',
    fields: [{ field: 'name' }],
  })
})

test('a new agency may take the name of one that has ended, from the day after its last on', async () => {
  const { id: old } = await admin.run(addAgency, { ...agency, name: 'Sở Thử Tên' })
  await admin.run(endAgency, { id: old, validTo: '2025-06-30', source: 'thử' })
  const early = admin.run(addAgency, { ...agency, name: 'Sở Thử Tên', validFrom: '2025-06-30' })
  await expect(early).rejects.toMatchObject({ code: 'agencies.duplicate', fields: [{ field: 'name' }] })
  const { id } = await admin.run(addAgency, { ...agency, name: 'Sở Thử Tên', validFrom: '2025-07-01' })
  const { key } = await system.db
    .selectFrom('agency')
    .select('key')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(key).toBe('so-thu-ten-2')
  // That one lives: a third waits until it ends too.
  await expect(admin.run(addAgency, { ...agency, name: 'Sở Thử Tên' })).rejects.toMatchObject({
    code: 'agencies.duplicate',
  })
})

test('a ring of successors, a dead successor and a last day before the first are refused', async () => {
  const stc = await agencyId('stc-ct')
  const end = (input: object) =>
    admin.run(endAgency, { id: stc, validTo: '2026-06-30', source: 'x', ...input })
  await expect(end({ successorId: await agencyId('skhdt-st') })).rejects.toMatchObject({
    fields: [{ field: 'successorId' }],
  })
  await expect(end({ successorId: stc })).rejects.toMatchObject({ fields: [{ field: 'successorId' }] })
  await expect(end({ successorId: await agencyId('sxd-st') })).rejects.toMatchObject({
    fields: [{ field: 'successorId' }],
  })
  await expect(end({ successorId: 999_999 })).rejects.toMatchObject({ fields: [{ field: 'successorId' }] })
  await expect(end({ validTo: '2025-06-30' })).rejects.toMatchObject({ fields: [{ field: 'validTo' }] })
  await expect(end({ id: 999_999 })).rejects.toMatchObject({ status: 404 })
})

test('two endings at once cannot close a ring', async () => {
  const one = await admin.run(addAgency, { ...agency, name: 'Cơ quan một' })
  const two = await admin.run(addAgency, { ...agency, name: 'Cơ quan hai' })
  const ended = await Promise.allSettled([
    admin.run(endAgency, { id: one.id, validTo: '2025-12-31', successorId: two.id, source: 'x' }),
    admin.run(endAgency, { id: two.id, validTo: '2025-12-31', successorId: one.id, source: 'x' }),
  ])
  expect(ended.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('the list finds without accents, filters by role and state, and pages', async () => {
  const found = await admin.run(listAgencies, { q: 'cu lao dung' })
  expect(found.rows.map((row) => row.key)).toEqual(['ubnd-h-cu-lao-dung'])
  const finance = await admin.run(listAgencies, { kind: 'finance', state: 'living' })
  expect(finance.rows.map((row) => row.key)).toEqual(['stc-ct'])
  const first = await admin.run(listAgencies, { limit: 10, state: 'ended' })
  const second = await admin.run(listAgencies, { limit: 10, state: 'ended', cursor: first.next ?? '' })
  expect(first.rows).toHaveLength(10)
  expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(20)
})

test('a choice of agencies has the living before the ended', async () => {
  const { agencies } = await admin.run(accountBindings, {})
  const ended = agencies.map((row) => row.ended)
  expect(ended).toContain(true)
  expect(ended.lastIndexOf(false)).toBeLessThan(ended.indexOf(true))
})

test('the audit chain holds after all of this', async () => {
  expect((await verifyAudit(system.db, system.auditKey)).findings).toEqual([])
})

test('the committee of a district that ended names the communes of today that its area lies in; a department names none', async () => {
  const district = await admin.run(showAgency, { id: await agencyId('ubnd-h-tran-de') })
  expect(district.communes.length).toBeGreaterThan(3)
  expect(district.communes.map(({ name }) => name)).toContain('Xã Tài Văn')
  expect((await admin.run(showAgency, { id: await agencyId('stc-st') })).communes).toEqual([])
  expect((await admin.run(showAgency, { id: await agencyId('ubnd-ct') })).communes).toEqual([])
})

test('the national standards body took over from its predecessor as the standing body of the programme', async () => {
  const body = await admin.run(showAgency, { id: await agencyId('ubtdcqg') })
  expect(body.before.map(({ key }) => key)).toEqual(['tctdc'])
  expect(await agencyOn(await agencyId('tctdc'), '2024-10-08')).toBe(body.id)
})
