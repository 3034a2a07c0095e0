import { z } from 'zod'
import { taxCode } from '../enterprises/index.ts'
import { keysByWords, quotedNames } from '../imports/index.ts'
import type { Plan } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { optionalDay, optionalLongText, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type TurnState, takeOverTurn, turnStates } from '../support/index.ts'
import {
  applicationsOf,
  type LinkedApplication,
  mark,
  numberKey,
  otherEnterprise,
  recordsOf,
  reportedAlready,
  reportedYears,
  unknownApplication,
} from './links.ts'
import { changedSince, retractFacts, standingOn } from './standing.ts'
import { faults, type Line, type Made, needed, notYet, step, type Verdict } from './step.ts'

const Row = z.object({
  applicationNumber: text(100),
  taxCode: taxCode(),
  state: text(100),
  happenedOn: optionalDay(),
  documentNumber: optionalText(100),
  note: optionalLongText(2000),
})
type Row = z.output<typeof Row>

interface Found {
  readonly application: LinkedApplication
  readonly state: TurnState
  /** Its year has its turns by an old report. */
  readonly reported: boolean
}

const stateSaid = keysByWords(turnStates)
const listed = quotedNames(turnStates)

interface Known {
  readonly today: string
  readonly applications: Awaited<ReturnType<typeof applicationsOf>>
  readonly reported: ReadonlyMap<number, number>
  readonly above: Map<string, number>
}

/** Whether the application is one that a turn can stand on. */
function judgeApplication(
  { line, row }: Line<Row>,
  application: LinkedApplication | undefined,
  above: Map<string, number>,
  { wrong }: ReturnType<typeof faults>,
): void {
  const number = numberKey(row.applicationNumber)
  const twice = above.get(number)
  if (twice !== undefined)
    wrong(
      'applicationNumber',
      words(
        `Lượt của hồ sơ này đã có ở dòng ${twice}.`,
        `Row ${twice} has the turn of this application already.`,
      ),
    )
  above.set(number, twice ?? line)
  if (application === undefined) wrong('applicationNumber', unknownApplication)
  else if (application.taxCode !== row.taxCode) wrong('taxCode', otherEnterprise(application))
  else if (application.state !== 'accepted')
    wrong(
      'applicationNumber',
      words(
        'Hồ sơ này không được hỗ trợ nên không có lượt.',
        'That application was not accepted, so it has no turn.',
      ),
    )
}

function judgeRow(at: Line<Row>, { today, applications, reported, above }: Known): Verdict<Found> {
  const { row } = at
  const found = faults()
  const { wrong } = found
  const application = applications.get(numberKey(row.applicationNumber))
  const label = `${row.applicationNumber} · ${application?.enterprise ?? row.taxCode}`
  judgeApplication(at, application, above, found)
  const state = stateSaid(row.state)
  if (state === undefined)
    wrong('state', words(`Xin ghi một trong: ${listed.vi}.`, `Please write one of: ${listed.en}.`))
  if (state !== undefined && state !== 'decided' && row.happenedOn === undefined) wrong('happenedOn', needed)
  if ((state === 'contracted' || state === 'cancelled') && row.documentNumber === undefined)
    wrong('documentNumber', needed)
  const decidedOn = application?.decidedOn ?? null
  if (row.happenedOn !== undefined && row.happenedOn > today) wrong('happenedOn', notYet)
  else if (row.happenedOn !== undefined && decidedOn !== null && row.happenedOn < decidedOn) {
    const on = formatDate(decidedOn)
    wrong('happenedOn', words(`Không được trước ngày quyết định ${on}.`, `Not before the decision of ${on}.`))
  }
  if (found.list.length > 0 || application === undefined || state === undefined)
    return { outcome: 'error', label, found: null, problems: found.list }
  if (application.turnId !== null) {
    const said = words(
      `Hồ sơ này đã có lượt hỗ trợ ${application.turnId}; lượt đó giữ nguyên.`,
      `That application has the support turn ${application.turnId}, which stays as it is.`,
    )
    return { outcome: 'same', label, found: null, problems: [{ column: 'applicationNumber', words: said }] }
  }
  const quantity = state === 'finished' ? reported.get(application.year) : undefined
  return {
    outcome: 'new',
    label,
    found: { application, state, reported: quantity !== undefined },
    problems:
      quantity === undefined ? [] : [{ column: 'state', words: reportedAlready(application.year, quantity) }],
  }
}

async function taken(db: Db, batchId: number) {
  const records = await recordsOf(db, batchId, 'support_turn')
  if (records.length === 0) return []
  const rows = await db
    .selectFrom('supportTurn')
    .select(['id', 'version', 'commitmentId', 'applicationId'])
    .where(
      'id',
      'in',
      records.map(({ recordId }) => recordId),
    )
    .execute()
  const names = new Map(records.map(({ recordId, number }) => [recordId, number]))
  return rows.map((row) => ({ ...row, name: names.get(row.id) ?? String(row.id) }))
}

export const turns = step({
  key: 'turns',
  name: words('Lượt hỗ trợ', 'Support turns'),
  needs: words(
    'Cần hồ sơ được hỗ trợ. Lượt hoàn thành được tính vào chỉ tiêu, minh chứng là tệp tiếp nhận.',
    'Needs accepted applications. A finished turn counts for its target, with the sheet as evidence.',
  ),
  columns: ['applicationNumber', 'taxCode', 'state', 'happenedOn', 'documentNumber', 'note'],
  headings: ['applicationNumber', 'taxCode', 'state', 'happenedOn'],
  row: Row,
  takenBy: ['coordinator'],
  approvedBy: ['coordinator', 'leader'],
  async judge({ db, today }, plan: Plan, lines) {
    const known: Known = {
      today,
      applications: await applicationsOf(
        db,
        plan.id,
        lines.map(({ row }) => row.applicationNumber),
      ),
      reported: await reportedYears(db, plan.id, 'support.finished'),
      above: new Map(),
    }
    return lines.map((line) => judgeRow(line, known))
  },
  async write(context, batch, rows) {
    const made: Made[] = []
    for (const { line, row, found } of rows) {
      const { application, state, reported } = found
      const { decidedOn, decisionNumber } = application
      if (decidedOn === null || decisionNumber === null)
        throw new Error(`Application ${application.id} was accepted without its decision`)
      const recordId = await takeOverTurn(
        context,
        {
          planId: batch.plan.id,
          applicationId: application.id,
          enterpriseId: application.enterpriseId,
          contentId: application.contentId,
          year: application.year,
          decidedOn,
          decisionNumber,
          state,
          happenedOn: row.happenedOn ?? decidedOn,
          documentNumber: row.documentNumber ?? null,
          note: row.note ?? null,
        },
        reported
          ? null
          : {
              fileId: batch.file.id,
              label: `${application.enterprise}: ${application.content} (tiếp nhận, hồ sơ ${row.applicationNumber})`,
            },
      )
      made.push({ recordId, line, number: row.applicationNumber })
    }
    await mark(context.db, batch, 'support_turn', made)
  },
  async standing({ db }, batchId) {
    const found = await taken(db, batchId)
    const changed = found.filter(({ version }) => version > 1).map(({ name }) => changedSince(name))
    const paid = found
      .filter(({ commitmentId }) => commitmentId !== null)
      .map(({ name, commitmentId }) =>
        words(`${name}: cam kết kinh phí ${commitmentId}`, `${name}: commitment ${commitmentId}`),
      )
    const on = await standingOn(db, 'support_turn', found, ['support_step'])
    return [...changed, ...paid, ...on.map(({ said }) => said)]
  },
  async undo({ db }, batch, reason) {
    const found = await taken(db, batch.id)
    const ids = found.map(({ id }) => id)
    if (ids.length === 0) return
    await retractFacts(db, 'support_turn', ids, reason)
    await db.deleteFrom('supportStep').where('turnId', 'in', ids).execute()
    await db.deleteFrom('supportTurn').where('id', 'in', ids).execute()
    await db
      .updateTable('application')
      .set({ endedOn: null })
      .where(
        'id',
        'in',
        found.map(({ applicationId }) => applicationId),
      )
      .execute()
  },
})
