import { z } from 'zod'
import {
  applicationFields,
  applicationStates,
  takenOverStates,
  takeOverApplication,
} from '../applications/index.ts'
import { taxCode } from '../enterprises/index.ts'
import { keysByWords, quotedNames } from '../imports/index.ts'
import type { Plan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { day, optionalDay, optionalDong, optionalLongText, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { applicationColumns } from './columns.ts'
import {
  applicationsOf,
  contentsOf,
  enterprisesOf,
  mark,
  named,
  numberKey,
  recordsOf,
  unknownEnterprise,
} from './links.ts'
import { changedSince, standingOn } from './standing.ts'
import { faults, type Line, type Made, needed, notYet, step, type Verdict } from './step.ts'

const { contentId: _content, fileId: _papers, ...asked } = applicationFields.input
const Row = z.object({
  applicationNumber: text(100),
  taxCode: taxCode(),
  content: text(300),
  ...asked,
  filedOn: day(),
  description: optionalLongText(5000),
  state: text(100),
  amount: optionalDong(1n),
  decisionNumber: optionalText(100),
  decidedOn: optionalDay(),
  reason: optionalLongText(5000),
})
type Row = z.output<typeof Row>
type State = (typeof takenOverStates)[number]

interface Found {
  readonly enterpriseId: number
  readonly contentId: number
  readonly state: State
}

const takenOver = { keys: takenOverStates, names: applicationStates.names }
const stateSaid = keysByWords<State>(takenOver, [
  ['ho tro', 'accepted'],
  ['dong y ho tro', 'accepted'],
  ['khong ho tro', 'refused'],
  ['tu choi', 'refused'],
])
const listed = quotedNames(takenOver)

/** Where a sheet of applications meets what is there. */
async function knownTo(db: Db, plan: Plan, rows: readonly Row[]) {
  const enterprises = await enterprisesOf(
    db,
    rows.map(({ taxCode }) => taxCode),
  )
  const ids = [...enterprises.values()].map(({ id }) => id)
  const there =
    ids.length === 0
      ? []
      : await db
          .selectFrom('application')
          .select(['id', 'enterpriseId', 'contentId', 'year'])
          .where('planId', '=', plan.id)
          .where('enterpriseId', 'in', ids)
          .where('state', 'not in', ['refused', 'withdrawn'])
          .where('endedOn', 'is', null)
          .execute()
  return {
    enterprises,
    contents: await contentsOf(db),
    numbers: await applicationsOf(
      db,
      plan.id,
      rows.map(({ applicationNumber }) => applicationNumber),
    ),
    open: new Map(
      there.map(({ id, enterpriseId, contentId, year }) => [place(enterpriseId, contentId, year), id]),
    ),
  }
}
const place = (enterpriseId: number, contentId: number, year: number) =>
  `${enterpriseId}/${contentId}/${year}`

interface Setting {
  readonly plan: Plan
  readonly today: string
  readonly known: Awaited<ReturnType<typeof knownTo>>
  /** Numbers and places of the rows above, with their lines. */
  readonly above: Map<string, number>
}

/** What the outcome needs and may not have. */
function judgeOutcome(
  row: Row,
  state: State,
  { today }: Setting,
  { wrong }: ReturnType<typeof faults>,
): void {
  const { decidedOn, decisionNumber, amount } = row
  if (state === 'accepted') {
    if (decisionNumber === undefined) wrong('decisionNumber', needed)
    if (amount === undefined) wrong('amount', needed)
  }
  if (state === 'waiting' && amount === undefined) wrong('amount', needed)
  if ((state === 'accepted' || state === 'refused') && decidedOn === undefined) wrong('decidedOn', needed)
  if (state === 'filed') {
    const undecided = words(
      'Hồ sơ chưa có kết quả nên không có mục này.',
      'The application has no outcome yet.',
    )
    if (decisionNumber !== undefined) wrong('decisionNumber', undecided)
    if (decidedOn !== undefined) wrong('decidedOn', undecided)
    if (amount !== undefined) wrong('amount', undecided)
  }
  if (decidedOn === undefined) return
  if (decidedOn > today) wrong('decidedOn', notYet)
  if (decidedOn < row.filedOn) {
    const filed = formatDate(row.filedOn)
    wrong('decidedOn', words(`Không được trước ngày nộp ${filed}.`, `Not before the filing on ${filed}.`))
  }
}

function judgeRow({ line, row }: Line<Row>, at: Setting): Verdict<Found> {
  const { plan, today, known, above } = at
  const found = faults()
  const { wrong } = found
  const number = numberKey(row.applicationNumber)
  const label = `${row.applicationNumber} · ${known.enterprises.get(row.taxCode)?.name ?? row.taxCode}`
  const enterprise = known.enterprises.get(row.taxCode)
  if (enterprise === undefined) wrong('taxCode', unknownEnterprise)
  const content = named(known.contents, row.content)
  if (content === undefined)
    wrong('content', words('Không có nội dung hỗ trợ này.', 'There is no such content of support.'))
  if (row.year < plan.firstYear || row.year > plan.lastYear) {
    const years = `${plan.firstYear} - ${plan.lastYear}`
    wrong(
      'year',
      words(
        `Năm phải thuộc giai đoạn ${years} của Kế hoạch.`,
        `The year must lie within the plan, ${years}.`,
      ),
    )
  }
  if (row.filedOn > today) wrong('filedOn', notYet)
  const state = stateSaid(row.state)
  if (state === undefined) {
    wrong(
      'state',
      words(
        `Xin ghi một trong: ${listed.vi}. Hồ sơ đang xử lý dở ghi “Đã nộp” rồi làm tiếp trên hệ thống.`,
        `Please write one of: ${listed.en}. An application half done is “Filed” and goes on here.`,
      ),
    )
  } else judgeOutcome(row, state, at, found)
  const twice = above.get(number)
  if (twice !== undefined)
    wrong(
      'applicationNumber',
      words(`Số hồ sơ này đã có ở dòng ${twice}.`, `This number stands in row ${twice} already.`),
    )
  above.set(number, twice ?? line)
  const there = known.numbers.get(number)
  if (there !== undefined && found.list.length === 0) {
    const said = words(
      `Hồ sơ số này đã tiếp nhận ở lô ${there.batchId} (hồ sơ ${there.id}) và giữ nguyên.`,
      `This number was taken over in batch ${there.batchId} (application ${there.id}) and stays as it is.`,
    )
    if (there.taxCode === row.taxCode)
      return { outcome: 'same', label, found: null, problems: [{ column: 'applicationNumber', words: said }] }
    wrong(
      'applicationNumber',
      words(
        `Số hồ sơ này đã tiếp nhận cho ${there.enterprise}.`,
        `This number was taken over for ${there.enterprise}.`,
      ),
    )
  }
  if (
    enterprise !== undefined &&
    content !== undefined &&
    state !== undefined &&
    state !== 'refused' &&
    state !== 'withdrawn'
  ) {
    const key = place(enterprise.id, content.id, row.year)
    const other = known.open.get(key)
    const higher = above.get(key)
    const same = words(
      'Doanh nghiệp đã có hồ sơ cho nội dung này trong năm đó',
      'The enterprise already has an application for this content in that year',
    )
    if (other !== undefined)
      wrong('content', words(`${same.vi}: hồ sơ ${other}.`, `${same.en}: application ${other}.`))
    else if (higher !== undefined)
      wrong('content', words(`${same.vi}: dòng ${higher}.`, `${same.en}: row ${higher}.`))
    above.set(key, higher ?? line)
  }
  if (found.list.length > 0 || enterprise === undefined || content === undefined || state === undefined)
    return { outcome: 'error', label, found: null, problems: found.list }
  return {
    outcome: 'new',
    label,
    found: { enterpriseId: enterprise.id, contentId: content.id, state },
    problems: [],
  }
}

async function taken(db: Db, batchId: number) {
  const records = await recordsOf(db, batchId, 'application')
  if (records.length === 0) return []
  const rows = await db
    .selectFrom('application')
    .select(['id', 'version'])
    .where(
      'id',
      'in',
      records.map(({ recordId }) => recordId),
    )
    .execute()
  const versions = new Map(rows.map(({ id, version }) => [id, version]))
  return records.map(({ recordId: id, number }) => ({
    id,
    name: number ?? String(id),
    version: versions.get(id) ?? 1,
  }))
}

export const applications = step({
  key: 'applications',
  name: words('Hồ sơ đề nghị', 'Applications'),
  needs: words(
    'Cần doanh nghiệp. Kết quả, số và ngày quyết định của thời điểm đó được ghi lại, không xét lại điều kiện.',
    'Needs the enterprises. The outcome, number and day of its decision are recorded; conditions are not judged again.',
  ),
  columns: [
    'applicationNumber',
    'taxCode',
    'content',
    'year',
    'filedOn',
    ...applicationColumns,
    'state',
    'amount',
    'decisionNumber',
    'decidedOn',
    'reason',
  ],
  headings: ['applicationNumber', 'taxCode', 'content'],
  row: Row,
  takenBy: ['coordinator'],
  approvedBy: ['coordinator', 'leader'],
  async judge({ db, today }: Context, plan, lines) {
    const known = await knownTo(
      db,
      plan,
      lines.map(({ row }) => row),
    )
    const at = { plan, today, known, above: new Map<string, number>() }
    return lines.map((line) => judgeRow(line, at))
  },
  async write({ db }, batch, rows) {
    const made: Made[] = []
    for (const { line, row, found } of rows) {
      const { applicationNumber: number, decisionNumber = null, decidedOn = null, reason } = row
      const recordId = await takeOverApplication(db, {
        ...found,
        planId: batch.plan.id,
        ...applicationFields.values({
          ...row,
          contentId: found.contentId,
          description: row.description ?? `Hồ sơ số ${number}, tiếp nhận từ tệp ${batch.file.name}`,
        }),
        filedOn: row.filedOn,
        amount: row.amount ?? null,
        decisionNumber,
        decidedOn,
        decisionReason: found.state === 'filed' ? null : (reason ?? 'Tiếp nhận kết quả đã có'),
      })
      made.push({ recordId, line, number })
    }
    await mark(db, batch, 'application', made)
  },
  async standing({ db }, batchId) {
    const found = await taken(db, batchId)
    const changed = found.filter(({ version }) => version > 1).map(({ name }) => changedSince(name))
    const on = await standingOn(db, 'application', found, ['application_filing'])
    return [...changed, ...on.map(({ said }) => said)]
  },
  async undo({ db }, batch) {
    const ids = (await taken(db, batch.id)).map(({ id }) => id)
    if (ids.length === 0) return
    await db.deleteFrom('applicationFiling').where('applicationId', 'in', ids).execute()
    await db.deleteFrom('application').where('id', 'in', ids).execute()
  },
})
