import { sql } from 'kysely'
import { z } from 'zod'
import { type Grant, staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import {
  choice,
  day,
  id,
  longText,
  optionalChoice,
  optionalDay,
  optionalId,
  text,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { type Context, command, query, type Rule } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { type DecisionKind, decisionKindKeys } from '../platform/signing.ts'
import { states } from '../platform/states.ts'

/*
 * Who signs what: by kind of decision the People's Committee, or the head of an agency to whom it has delegated that from a day to a day by
 * a paper. A delegation says it from its first day on; what was signed before stays as it was.
 */

const delegators: readonly Grant[] = ['leader', 'admin']
const readers: readonly Grant[] = [...staff, 'admin']

interface Given {
  readonly kind: DecisionKind
  readonly agencyId: number
  readonly fromDay: string
  readonly toDay?: string | undefined
  readonly documentDate: string
}

/** A delegation of the same kind on some of these days. */
const overlapping = (db: Db, { kind, fromDay, toDay }: Pick<Given, 'kind' | 'fromDay' | 'toDay'>) =>
  db
    .selectFrom('signingDelegation')
    .select('documentNumber')
    .where('kind', '=', kind)
    .where('endedAt', 'is', null)
    .where(
      sql<boolean>`from_day <= coalesce(${toDay ?? null}::date, 'infinity') AND coalesce(to_day, 'infinity') >= ${fromDay}::date`,
    )
    .executeTakeFirst()

const twice = (documentNumber: string) =>
  words(
    `Loại quyết định này đã ủy quyền theo văn bản ${documentNumber} trong những ngày ấy. Xin kết thúc việc ủy quyền đó trước.`,
    `Such decisions are delegated by ${documentNumber} on these days. Please end that delegation first.`,
  )

const rules: Rule<Given>[] = [
  {
    of: ['fromDay', 'toDay'],
    judge: ({ fromDay, toDay }) =>
      toDay !== undefined && toDay < fromDay
        ? {
            field: 'toDay',
            words: words('Ngày cuối phải sau ngày đầu.', 'The last day comes after the first.'),
          }
        : null,
  },
  {
    of: ['fromDay', 'documentDate'],
    judge: ({ fromDay, documentDate }) =>
      documentDate > fromDay
        ? {
            field: 'fromDay',
            words: words(
              'Ủy quyền không bắt đầu trước ngày của văn bản.',
              'It does not begin before the day of its paper.',
            ),
          }
        : null,
  },
  {
    of: ['fromDay'],
    // What was decided before is not signed by another afterwards.
    judge: ({ fromDay }, { today }) =>
      fromDay < today
        ? {
            field: 'fromDay',
            words: words('Ủy quyền từ hôm nay trở đi.', 'It begins today at the earliest.'),
          }
        : null,
  },
  {
    of: ['agencyId', 'fromDay'],
    judge: async ({ agencyId, fromDay }, { db }) => {
      const agency = await db
        .selectFrom('agency')
        .select(['kind', 'validTo'])
        .where('id', '=', agencyId)
        .executeTakeFirst()
      const wrong =
        agency === undefined
          ? words('Không có cơ quan này.', 'There is no such agency.')
          : agency.kind === 'leader'
            ? words('Không ủy quyền thì Ủy ban nhân dân ký.', "Undelegated, the People's Committee signs.")
            : agency.kind === 'association'
              ? words('Hội, hiệp hội không ký quyết định.', 'An association signs no decision.')
              : agency.validTo !== null && agency.validTo < fromDay
                ? words('Cơ quan này đã kết thúc.', 'This agency has ended.')
                : null
      return wrong === null ? null : { field: 'agencyId', words: wrong }
    },
  },
  {
    of: ['kind', 'fromDay', 'toDay'],
    judge: async (input, { db }) => {
      const there = await overlapping(db, input)
      return there === undefined ? null : { field: 'kind', words: twice(there.documentNumber) }
    },
  },
]

/** Delegates the signing of a kind of decision to the head of an agency, from a day to a day, by a paper. */
export const delegateSigning = command({
  name: 'controls.delegateSigning',
  summary: words('Ủy quyền ký', 'Delegate signing'),
  route: 'POST /signing-delegations',
  input: z.object({
    kind: choice(decisionKindKeys),
    agencyId: id(),
    fromDay: day(),
    toDay: optionalDay(),
    documentNumber: text(100),
    documentDate: day(),
    fileId: optionalId(),
  }),
  output: z.object({ id: z.int() }),
  may: delegators,
  proof: 'session',
  rules,
  subject: (_input, output) => `signing_delegation:${output.id}`,
  async run(context, { fileId, toDay, ...input }) {
    const { db, actor, now } = context
    await sql`SELECT pg_advisory_xact_lock(hashtext('signing_delegation'))`.execute(db)
    const there = await overlapping(db, { ...input, toDay })
    if (there !== undefined) throw conflict('controls.delegatedAlready', twice(there.documentNumber), 'kind')
    const file = fileId === undefined ? null : await evidence(context, fileId)
    return db
      .insertInto('signingDelegation')
      .values({ ...input, toDay: toDay ?? null, fileId: file?.id ?? null, setBy: actor.userId, setAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/** Ends a delegation now, with the reason: the People's Committee signs again. */
export const endDelegation = command({
  name: 'controls.endDelegation',
  summary: words('Kết thúc ủy quyền ký', 'End a delegation of signing'),
  route: 'POST /signing-delegations/{id}/end',
  input: z.object({ id: id(), reason: longText(1000) }),
  output: z.object({ id: z.int() }),
  may: delegators,
  proof: 'session',
  subject: (input) => `signing_delegation:${input.id}`,
  async run({ db, actor, now }, { id: delegation, reason }) {
    const row = await db
      .selectFrom('signingDelegation')
      .select(['id', 'endedAt'])
      .where('id', '=', delegation)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('việc ủy quyền ký', 'Delegation'))
    if (row.endedAt !== null)
      throw conflict(
        'controls.delegationEnded',
        words('Việc ủy quyền này đã kết thúc.', 'This delegation has ended already.'),
      )
    await db
      .updateTable('signingDelegation')
      .set({ endedAt: now, endedBy: actor.userId, endedReason: reason })
      .where('id', '=', delegation)
      .execute()
    return { id: delegation }
  },
})

export const delegationStates = states({
  coming: { vi: 'Sắp tới', en: 'Coming', tone: 'neutral' },
  now: { vi: 'Đang áp dụng', en: 'Applied now', tone: 'info' },
  past: words('Đã hết', 'Past'),
})

const DelegationRow = z.object({
  id: z.int(),
  kind: z.enum(decisionKindKeys),
  agency: z.object({ id: z.int(), name: z.string() }),
  fromDay: z.iso.date(),
  toDay: z.iso.date().nullable(),
  documentNumber: z.string(),
  documentDate: z.iso.date(),
  file: z.object({ id: z.int(), name: z.string() }).nullable(),
  /** Who wrote it down. */
  by: z.string().nullable(),
  state: delegationStates.schema,
  /** Why it was ended before its last day; null where it was not. */
  endedReason: z.string().nullable(),
  /** The accounts of the head that sign while it is in force. */
  heads: z.array(z.string()),
})
export type DelegationRow = z.infer<typeof DelegationRow>

const stateOn = (today: string) => sql<(typeof delegationStates.keys)[number]>`CASE
  WHEN d.ended_at IS NOT NULL OR d.to_day < ${today}::date THEN 'past'
  WHEN d.from_day > ${today}::date THEN 'coming' ELSE 'now' END`

function delegationRows({ db, today }: Pick<Context, 'db' | 'today'>) {
  return db
    .selectFrom('signingDelegation as d')
    .innerJoin('agency as g', 'g.id', 'd.agencyId')
    .leftJoin('account as b', 'b.id', 'd.setBy')
    .leftJoin('file as f', 'f.id', 'd.fileId')
    .select(['d.id', 'd.agencyId', 'g.name as agency', 'd.fromDay', 'd.toDay', 'd.documentNumber'])
    .select(['d.documentDate', 'd.fileId', 'f.name as file', 'b.name as by', 'd.endedReason'])
    .select(sql<(typeof decisionKindKeys)[number]>`d.kind`.as('kind'))
    .select(stateOn(today).as('state'))
    .select(
      sql<
        string[]
      >`ARRAY(SELECT DISTINCT a.name FROM held_roles(${today}::date) h JOIN account a ON a.id = h.account_id
        WHERE h.role = 'head' AND h.agency_id = d.agency_id ORDER BY a.name)`.as('heads'),
    )
}

/** The delegations of signing, the latest first. Kinds that are in none are the People's Committee's to sign. */
export const listDelegations = query({
  name: 'controls.delegations',
  summary: words('Danh sách ủy quyền ký', 'List of delegations of signing'),
  route: 'GET /signing-delegations',
  input: z.object({
    ...listInput(['from']),
    kind: optionalChoice(decisionKindKeys),
    state: optionalChoice(delegationStates.keys),
  }),
  output: listOutput(DelegationRow),
  may: readers,
  proof: 'session',
  async run(context, input) {
    let rows = delegationRows(context)
    if (input.kind !== undefined) rows = rows.where('d.kind', '=', input.kind)
    if (input.state !== undefined) rows = rows.where(stateOn(context.today), '=', input.state)
    const page = await pageOf(
      rows,
      input,
      { from: { column: 'd.fromDay', value: (row) => row.fromDay, direction: 'desc' } },
      'd.id',
    )
    return {
      ...page,
      rows: page.rows.map(({ agencyId, agency, fileId, file, ...row }) => ({
        ...row,
        agency: { id: agencyId, name: agency },
        file: fileId === null ? null : { id: fileId, name: file ?? '' },
      })),
    }
  },
})

/** The agencies whose heads signing can be delegated to, with the accounts of those heads. */
export const listSigningAgencies = query({
  name: 'controls.signingAgencies',
  summary: words('Cơ quan có thể được ủy quyền ký', 'Agencies that signing can be delegated to'),
  route: 'GET /signing-agencies',
  input: z.object({}),
  output: z.object({
    agencies: z.array(z.object({ id: z.int(), name: z.string(), heads: z.array(z.string()) })),
  }),
  may: readers,
  proof: 'session',
  async run({ db, today }) {
    const { rows } = await sql<{ id: number; name: string; heads: string[] }>`
      SELECT g.id, g.name, ARRAY(SELECT DISTINCT a.name FROM held_roles(${today}::date) h JOIN account a ON a.id = h.account_id
               WHERE h.role = 'head' AND h.agency_id = g.id ORDER BY a.name) AS heads
        FROM agency g WHERE g.kind NOT IN ('leader', 'association') AND coalesce(g.valid_to >= ${today}::date, true)
       ORDER BY g.name COLLATE "vi-x-icu", g.id`.execute(db)
    return { agencies: rows }
  },
})
