import { beforeAll, expect, test } from 'vitest'
import { exportTable } from '../documents/write/export.ts'
import { createApp } from '../start/app.tsx'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { decide } from './decisions.ts'

/* The pages of decisions: the grid with its two rounds of errors, the record, its export that comes back in, the correction. */

const nscl = await testSystem()
let finance: Someone
let leader: Someone
let fileId: number

beforeAll(async () => {
  finance = await nscl.as('finance')
  leader = await nscl.as('leader')
  fileId = await nscl.evidence()
})

const desks = new Map<Someone, ReturnType<typeof browserOn>>()
const sign = async (who: Someone) => {
  const known = desks.get(who)
  if (known !== undefined) return known
  const browser = browserOn(createApp(nscl.system), nscl.system)
  await browser.post('/sign-in', {
    email: await letIn(nscl.system, who.actor.userId ?? ''),
    password: testPassword,
  })
  desks.set(who, browser)
  return browser
}
const paper = {
  documentNumber: '77/QĐ-UBND',
  documentDate: '10/02/2025',
  issuer: 'Ủy ban nhân dân tỉnh',
  subject: 'Giao dự toán năm 2025',
}

test('the grid keeps what was typed through both rounds of errors, adds it up, and books it', async () => {
  const desk = await sign(finance)
  const shown = await desk.get('/budget/decisions/new?kind=allocation&year=2025')
  expect(shown.status).toBe(200)
  const form = shown.forms.find(({ action }) => action.endsWith('/decisions/new'))
  expect(form).toBeDefined()
  const values = form?.values ?? {}
  const places = Object.entries(values).filter(([name]) => name.endsWith('.place'))
  expect(places.length).toBeGreaterThan(2)
  const [first = ['', ''], second = ['', '']] = places
  const amountOf = (place: readonly [string, unknown]) => place[0].replace('.place', '.amount')
  const typed = { ...values, [amountOf(first)]: '1.000.000', [amountOf(second)]: 'abc' }
  const wrong = await desk.post('/budget/decisions/new', typed)
  expect(wrong.status).toBe(422)
  for (const field of ['documentNumber', 'fileId', amountOf(second)])
    expect(wrong.text).toContain(`href="#f-${field}"`)
  expect(wrong.text).toContain('value="abc"')
  const whole = { ...typed, ...paper, fileId: String(fileId) }
  const over = await desk.post('/budget/decisions/new', { ...whole, [amountOf(second)]: '900 tỷ' })
  expect(over.status).toBe(422)
  expect(over.text).toContain(`href="#f-${amountOf(second)}"`)
  const sums = await desk.post('/budget/decisions/sums', { ...whole, [amountOf(second)]: '2 triệu' })
  expect(sums.status).toBe(200)
  expect(sums.text).toContain('3.000.000')
  const done = await desk.post('/budget/decisions/new', { ...whole, [amountOf(second)]: '2 triệu' })
  expect(done.status).toBe(303)
  const at = (done.location ?? '').replace(/\?.*/, '')
  const record = await desk.get(at)
  expect(record.text).toContain('77/QĐ-UBND')
  expect(record.text).toContain('3.000.000')

  // What is exported comes in again, as it is.
  const csv = (await desk.get(`${at}?export=csv`)).text
  const read = await desk.post('/budget/decisions/import', {
    ...{ ...paper, documentNumber: '78/QĐ-UBND', kind: 'allocation', year: '2025', paperId: String(fileId) },
    text: csv,
  })
  expect(read.status).toBe(303)
  const result = await desk.get((read.location ?? '').replace(/\?.*/, ''))
  expect(result.text).toContain('Ghi quyết định với 2 dòng')
  const confirm = result.forms.find(({ action }) => /imports\/\d+/.test(action))
  const booked = await desk.post(confirm?.action ?? '', { ...confirm?.values })
  expect(booked.status).toBe(303)
  const list = await desk.get('/budget/decisions?export=csv')
  expect(list.text).toContain('78/QĐ-UBND')

  const xlsx = await desk.get(`${at}?export=xlsx`)
  expect(xlsx.status).toBe(200)

  const correction = await desk.get(`${at}/correction`)
  expect(correction.status).toBe(200)
  const again = correction.forms.find(({ action }) => action.endsWith('/correction'))
  const place = Object.entries(again?.values ?? {}).find(([, value]) => value === first[1])
  const sent = await desk.post(`${at}/correction`, {
    ...again?.values,
    ...{ ...paper, documentNumber: '79/QĐ-UBND', reason: 'Ghi thừa' },
    [amountOf(place as [string, unknown])]: '400.000',
  })
  expect(sent.status).toBe(303)
  const proposed = (sent.location ?? '').replace(/\?.*/, '')
  const other = await sign(leader)
  expect((await other.get(proposed)).text).toContain('Duyệt và ghi sổ')
  // Who proposed it reads why he does not approve it, and has no button that refuses him.
  const own = await desk.get(proposed)
  expect(own.text).not.toContain('Duyệt và ghi sổ')
  expect(own.text).toContain('Bạn đã đề nghị đính chính này nên việc này do người khác làm')
  expect((await other.get('/budget/decisions?export=csv')).text).toContain('79/QĐ-UBND')
  expect((await other.get('/budget?year=2025')).text).toContain('Dự toán sau điều chỉnh')
})

test('a table with a row in error books nothing of its decision', async () => {
  const desk = await sign(finance)
  const text = ['Mục\tNguồn\tSố tiền', 'I.1\t\t1000', 'XX.9\t\t2000'].join('\n')
  const read = await desk.post('/budget/decisions/import', {
    ...{ ...paper, documentNumber: '88/QĐ-UBND', kind: 'allocation', year: '2025', paperId: String(fileId) },
    text,
  })
  expect(read.status).toBe(303)
  const result = await desk.get((read.location ?? '').replace(/\?.*/, ''))
  const confirm = result.forms.find(({ action }) => /imports\/\d+/.test(action))
  const sent = await desk.post(confirm?.action ?? '', { ...confirm?.values })
  expect(sent.status).toBe(409)
  expect(sent.text).toContain('còn 1 dòng lỗi')
  expect((await desk.get('/budget/decisions?export=csv')).text).not.toContain('88/QĐ-UBND')
})

test('a shift comes in as a workbook: uploaded, shown row by row, booked as one decision', async () => {
  const desk = await sign(finance)
  const line = (code: string, amount: bigint) => ({ code, amount })
  const workbook = await exportTable('xlsx', {
    name: 'dieu-chinh',
    title: 'Điều chỉnh',
    columns: [
      { label: 'Mục', value: (row: ReturnType<typeof line>) => row.code },
      { label: 'Số tiền', kind: 'money' as const, value: (row) => row.amount },
    ],
    rows: [line('I.1', -400_000n), line('I.2', 400_000n)],
  })
  const file = new File([new Uint8Array(await workbook.arrayBuffer())], 'dieu-chinh.xlsx')
  await finance.run(decide, {
    ...{
      ...paper,
      documentDate: '2025-02-10',
      documentNumber: '90/QĐ-UBND',
      kind: 'allocation',
      year: 2025,
      fileId,
    },
    overEstimate: false,
    entries: [{ line: 'I.1', source: 'provincial_st', amount: '1.000.000' }],
  })
  const read = await desk.post('/budget/decisions/import', {
    ...{ ...paper, documentNumber: '91/QĐ-UBND', kind: 'shift', year: '2025', reason: 'Theo tờ trình' },
    ...{ paperId: String(fileId), fileId: file },
  })
  expect(read.status).toBe(303)
  const result = await desk.get((read.location ?? '').replace(/\?.*/, ''))
  expect(result.text).toContain('Ghi quyết định với 2 dòng')
  const confirm = result.forms.find(({ action }) => /imports\/\d+/.test(action))
  expect((await desk.post(confirm?.action ?? '', { ...confirm?.values })).status).toBe(303)
  expect((await desk.get('/budget/decisions?export=csv')).text).toContain('91/QĐ-UBND')
})

test('the addresses of the forms of one line lead to the form of decisions', async () => {
  const desk = await sign(finance)
  const allocation = await desk.get('/budget/allocate?year=2025')
  expect(allocation.location).toBe('/budget/decisions/new?kind=allocation&year=2025')
  expect((await desk.get('/budget/withdraw')).location).toBe('/budget/decisions/new?kind=withdrawal')
})
