import { expect, test } from 'vitest'
import { uploadFile } from '../platform/uploads.ts'
import { heldOf } from '../standing-duties/held.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { addChannel, editChannel, endChannel, listChannels } from './channels.ts'
import {
  confirmCommunication,
  recordCommunication,
  returnCommunication,
  withdrawCommunication,
} from './commands.ts'
import { communicationCorrection } from './correction.tsx'
import { applyCommunication, checkCommunication, showCommunicationImportRows } from './import.ts'
import { communicationChoices, listCommunication, showCommunication, sumCommunication } from './queries.ts'

const nscl = await testSystem()
const { db } = nscl.system
const agency = await db
  .selectFrom('agency')
  .select(['id', 'name'])
  .where('key', '=', 'sct-st')
  .executeTakeFirstOrThrow()
const another = await db
  .selectFrom('agency')
  .select('id')
  .where('kind', '=', 'agency')
  .where('id', '<>', agency.id)
  .executeTakeFirstOrThrow()
const officer = await nscl.as('coordinator')
const other = await nscl.as('coordinator')
const own = await nscl.as('agency', { agencyId: agency.id })
const { channels, lines } = await officer.run(communicationChoices, {})
const channel = (name: string) => channels.find((one) => one.nameEn.startsWith(name))?.id ?? 0
const said = async (change: object = {}) => ({
  ...{ channelId: channel('Television'), origin: 'own', title: 'Phóng sự năng suất', heldOn: '01/02/2025' },
  ...{ number: 3, fileId: await nscl.evidence(), ...change },
})
const factsOf = (id: number) =>
  db
    .selectFrom('fact')
    .select(['kind', 'quantity', 'year', 'retractedAt'])
    .where('recordType', '=', 'communication')
    .where('recordId', '=', id)
    .execute()

test('an agency enters its own; another person confirms it, and it counts until it is withdrawn', async () => {
  const { id, version } = await own.run(recordCommunication, await said())
  expect(await own.run(showCommunication, { id })).toMatchObject({
    agency: agency.name,
    state: 'entered',
    number: 3,
  })
  expect(
    (await problemOf(own.run(recordCommunication, await said({ agencyId: another.id })))).fields,
  ).toMatchObject([{ field: 'agencyId' }])
  expect((await problemOf(own.run(confirmCommunication, { id, version }))).status).toBe(403)
  const back = await officer.run(returnCommunication, { id, version, remark: 'Thiếu băng hình' })
  expect((await problemOf(officer.run(confirmCommunication, { id, version: back.version }))).code).toBe(
    'communication.elsewhere',
  )
  await own.run(communicationCorrection.correct, {
    ...{ id, ...(await said({ number: 4, agencyId: agency.id })) },
  })
  const mended = await officer.run(showCommunication, { id })
  expect(mended).toMatchObject({ state: 'entered', number: 4, remark: null })
  const { version: counted } = await officer.run(confirmCommunication, { id, version: mended.version })
  expect(await factsOf(id)).toMatchObject([
    { kind: 'communication.done', quantity: 4, year: 2025, retractedAt: null },
  ])
  const span = { fromOn: '2025-01-01', dueOn: '2025-06-30' }
  expect(await heldOf(db, agency.id, span, '2025-07-01')).toContainEqual({ kind: 'communication', count: 1 })
  expect(
    (await problemOf(own.run(withdrawCommunication, { id, version: counted, reason: 'Sai' }))).code,
  ).toBe('communication.counted')
  expect(
    (
      await problemOf(
        own.run(communicationCorrection.correct, { id, ...(await said({ agencyId: agency.id })) }),
      )
    ).status,
  ).toBe(403)
  await officer.run(withdrawCommunication, { id, version: counted, reason: 'Ghi hai lần' })
  expect((await factsOf(id))[0]?.retractedAt).not.toBeNull()
})

test('whoever entered it for an agency does not confirm it; what the press wrote counts for nothing', async () => {
  const press = await said({
    agencyId: agency.id,
    origin: 'press',
    outlet: 'Báo A',
    number: 1,
    channelId: channel('Newspaper'),
  })
  const { id, version } = await officer.run(recordCommunication, press)
  expect((await problemOf(officer.run(confirmCommunication, { id, version }))).code).toBe(
    'controls.samePerson',
  )
  await other.run(confirmCommunication, { id, version })
  expect(await factsOf(id)).toEqual([])
  expect((await officer.run(listCommunication, { origin: 'press' })).rows).toMatchObject([
    { outlet: 'Báo A' },
  ])
})

test('all that does not fit together is told at once', async () => {
  const wrong = await said({
    origin: 'press',
    reach: 5,
    heldOn: '01/02/2099',
    channelId: 9999,
    fileId: undefined,
  })
  const { fields } = await problemOf(own.run(recordCommunication, wrong))
  expect(fields.map(({ field }) => field)).toEqual(['fileId', 'heldOn', 'outlet', 'reachSource', 'channelId'])
  expect(
    (await problemOf(own.run(recordCommunication, await said({ cost: 5, lineId: 99_999 })))).fields,
  ).toMatchObject([{ field: 'lineId' }])
})

test('a campaign is added up by channel, with the line that pays', async () => {
  const campaign = 'Tháng năng suất'
  const [line] = lines
  const one = await own.run(
    recordCommunication,
    await said({ campaign, cost: '2 triệu', lineId: line?.id, reach: 1000, reachSource: 'Đài A' }),
  )
  const two = await own.run(
    recordCommunication,
    await said({ campaign: 'tháng NĂNG suất', number: 500, channelId: channel('Leaflets'), title: 'Tờ rơi' }),
  )
  await own.run(recordCommunication, await said({ campaign, title: 'Chưa xác nhận' }))
  for (const { id, version } of [one, two]) await officer.run(confirmCommunication, { id, version })
  const { sums, campaigns } = await officer.run(sumCommunication, { year: 2025, campaign })
  expect(
    sums.map(({ channelEn, number, reach, cost }) => [channelEn.split(' ')[0], number, reach, cost]).sort(),
  ).toEqual([
    ['Leaflets,', 500, 0, 0n],
    ['Television', 3, 1000, 2_000_000n],
  ])
  expect(campaigns.map((name) => name.toLocaleLowerCase('vi'))).toEqual(['tháng năng suất'])
  expect((await officer.run(listCommunication, { campaign })).rows).toHaveLength(3)
  expect((await officer.run(showCommunication, { id: one.id })).line).toContain(line?.code)
})

test('an association reads its own alone', async () => {
  const { id: agencyId } = await db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'association')
    .executeTakeFirstOrThrow()
  const association = await nscl.as('association', { agencyId })
  const bytes = new TextEncoder().encode('%PDF-1.4\n% của hội\n%%EOF\n')
  const file = await association.run(uploadFile, { name: 'hoi.pdf', bytes })
  const { id } = await association.run(recordCommunication, await said({ title: 'Của hội', fileId: file.id }))
  expect((await association.run(listCommunication, {})).rows.map((row) => row.id)).toEqual([id])
  const foreign = await own.run(recordCommunication, await said({ title: 'Của sở' }))
  expect((await problemOf(association.run(showCommunication, { id: foreign.id }))).status).toBe(404)
})

test('channels are data: added, edited, ended; one that ended is chosen no more', async () => {
  const { id, version } = await officer.run(addChannel, {
    ...{ name: 'Podcast', nameEn: 'Podcast', unit: 'tập', unitEn: 'episodes' },
  })
  await officer.run(editChannel, {
    id,
    version,
    name: 'Podcast tỉnh',
    nameEn: 'Podcast',
    unit: 'tập',
    unitEn: 'episodes',
  })
  await officer.run(endChannel, { id, reason: 'Không làm nữa' })
  expect((await officer.run(listChannels, { q: 'podcast' })).rows).toMatchObject([
    { name: 'Podcast tỉnh', uses: 0 },
  ])
  expect((await problemOf(own.run(recordCommunication, await said({ channelId: id })))).fields).toMatchObject(
    [{ field: 'channelId' }],
  )
})

test('a table comes in, each row waits for its proof, and read again it changes nothing', async () => {
  const text = [
    'Nội dung truyền thông|Cơ quan, hội thực hiện|Kênh truyền thông|Do ai làm|Ngày đăng, phát, tổ chức|Số lượng|Mục kinh phí chi trả|Chi phí truyền thông (đồng)',
    `Bài trên báo|${agency.name}|Báo in, báo điện tử|Cơ quan, hội tự làm|03/03/2025|2||`,
    `Bài khác|${agency.name}|Ti vi|Cơ quan, hội tự làm|03/03/2025|2||`,
    `Không có mục|${agency.name}|Mạng xã hội|Cơ quan, hội tự làm|03/03/2025|2|KHÔNG|1000`,
  ]
    .join('\n')
    .replaceAll('|', '\t')
  const check = () => own.run(checkCommunication, { text })
  const outcomes = async (id: number) =>
    (await own.run(showCommunicationImportRows, { id, limit: 10 })).rows.map(({ outcome }) => outcome)
  const { id } = await check()
  expect(await outcomes(id)).toEqual(['new', 'error', 'error'])
  await own.run(applyCommunication, { id })
  const [found] = (await own.run(listCommunication, { q: 'bai tren bao' })).rows
  expect(found).toMatchObject({ hasProof: false, state: 'entered' })
  expect((await problemOf(officer.run(confirmCommunication, { id: found?.id, version: 1 }))).code).toBe(
    'communication.noProof',
  )
  expect(await outcomes((await check()).id)).toEqual(['same', 'error', 'error'])
})
