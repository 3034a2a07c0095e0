import { sql } from 'kysely'
import { z } from 'zod'
import { withAccount } from '../platform/actor.ts'
import { addDays, today } from '../platform/dates.ts'
import { choice, email, id, longText, optionalChoice, optionalLongText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { type Context, command, query } from '../platform/operation.ts'
import { conflict, invalidField, notFound, unauthenticated } from '../platform/problem.ts'
import { states } from '../platform/states.ts'

export const correctionStates = states({
  asked: { vi: 'Đã yêu cầu', en: 'Asked', tone: 'warning' },
  corrected: { vi: 'Đã sửa', en: 'Corrected', tone: 'success' },
  refused: { vi: 'Đã từ chối', en: 'Turned down', tone: 'neutral' },
})

export const correctionFields = states({
  name: { vi: 'Họ và tên', en: 'Full name', tone: 'neutral' },
  email: { vi: 'Thư điện tử', en: 'E-mail', tone: 'neutral' },
  other: { vi: 'Dữ liệu khác', en: 'Other data', tone: 'neutral' },
})

const Correction = z.object({
  id: z.int(),
  who: z.string(),
  field: correctionFields.schema,
  wrong: z.string(),
  wanted: z.string(),
  state: correctionStates.schema,
  askedAt: z.iso.datetime(),
  /** The last day to answer by the term in force; null while no term is stated. */
  dueOn: z.string().nullable(),
  reason: z.string().nullable(),
  settledBy: z.string().nullable(),
  settledAt: z.iso.datetime().nullable(),
})

/** Asks that something that is held on oneself be corrected. */
export const askCorrection = command({
  name: 'privacy.askCorrection',
  summary: words('Yêu cầu sửa dữ liệu của tôi', 'Ask to have my data corrected'),
  route: 'POST /persons/me/corrections',
  input: z.object({ field: choice(correctionFields.keys), wrong: longText(1000), wanted: text(300) }),
  output: z.object({ id: z.int() }),
  may: withAccount,
  proof: 'session',
  rules: [
    {
      of: ['field', 'wanted'],
      judge: ({ field, wanted }) =>
        field !== 'email' || email().safeParse(wanted).success
          ? null
          : {
              field: 'wanted',
              words: words('Xin nhập địa chỉ thư điện tử đúng.', 'Please enter a valid e-mail address.'),
            },
    },
  ],
  subject: (_input, output) => `correction:${output.id}`,
  async run({ db, actor, now }, input) {
    if (actor.userId === null) throw unauthenticated()
    return await db
      .insertInto('correctionRequest')
      .values({ ...input, accountId: actor.userId, askedAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
  },
})

/**
 * Answers a request: corrected, which for name and e-mail address of the account is done with it, or refused with the reason. Nobody
 * answers their own.
 */
export const settleCorrection = command({
  name: 'privacy.settleCorrection',
  summary: words('Trả lời yêu cầu sửa dữ liệu', 'Answer a request for correction'),
  route: 'POST /persons/corrections/{id}',
  input: z.object({
    id: id(),
    outcome: choice(['corrected', 'refused']),
    reason: optionalLongText(1000),
  }),
  output: z.object({ id: z.int() }),
  may: ['admin', 'system'],
  proof: 'session',
  needs: [
    {
      field: 'reason',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'refused',
      said: words('khi từ chối', 'to refuse it'),
    },
  ],
  subject: ({ id: key }) => `correction:${key}`,
  async run({ db, actor, now }, { id: key, outcome, reason }) {
    const row = await db
      .selectFrom('correctionRequest')
      .selectAll()
      .where('id', '=', key)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('yêu cầu sửa', 'Request'))
    if (row.state !== 'asked')
      throw conflict(
        'privacy.answered',
        words('Yêu cầu này đã được trả lời.', 'This request has been answered.'),
      )
    if (row.accountId === actor.userId) {
      throw conflict('privacy.ownRequest', {
        vi: 'Yêu cầu của chính mình do người khác trả lời.',
        en: 'Somebody else answers one’s own request.',
      })
    }
    if (outcome === 'corrected') await correctAccount({ db }, row)
    await db
      .updateTable('correctionRequest')
      .set({ state: outcome, reason: reason ?? null, settledBy: actor.userId, settledAt: now })
      .where('id', '=', key)
      .execute()
    return { id: key }
  },
})

async function correctAccount(
  { db }: Pick<Context, 'db'>,
  { accountId, field, wanted }: { accountId: string; field: string; wanted: string },
): Promise<void> {
  if (field === 'other') return
  if (field === 'name') {
    await db.updateTable('account').set({ name: wanted }).where('id', '=', accountId).execute()
    return
  }
  const address = email().parse(wanted)
  const taken = await db
    .selectFrom('account')
    .select('id')
    .where('email', '=', address)
    .where('id', '<>', accountId)
    .executeTakeFirst()
  if (taken !== undefined)
    throw invalidField('outcome', words('Địa chỉ này đã có tài khoản.', 'This address has an account.'))
  await db.updateTable('account').set({ email: address }).where('id', '=', accountId).execute()
}

const moment = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

async function corrections(
  { db }: Pick<Context, 'db'>,
  given: z.output<typeof input>,
  accountId: string | null,
) {
  const term = await correctionTerm(db)
  let select = db
    .selectFrom('correctionRequest as r')
    .innerJoin('account as a', 'a.id', 'r.accountId')
    .leftJoin('account as s', 's.id', 'r.settledBy')
    .select([
      'r.id',
      'a.name as who',
      'r.field',
      'r.wrong',
      'r.wanted',
      'r.state',
      moment('r.askedAt').as('askedAt'),
      'r.reason',
      's.name as settledBy',
      sql<string | null>`${moment('r.settledAt')}`.as('settledAt'),
    ])
  if (accountId !== null) select = select.where('r.accountId', '=', accountId)
  if (given.state !== undefined) select = select.where('r.state', '=', given.state)
  const page = await pageOf(
    select,
    given,
    { askedAt: { column: 'r.askedAt', value: (row) => row.askedAt, direction: 'desc' } },
    'r.id',
  )
  const due = (askedAt: string) => (term.days === null ? null : addDays(today(new Date(askedAt)), term.days))
  return { ...page, rows: page.rows.map((row) => ({ ...row, dueOn: due(row.askedAt) })) }
}

/** The term for answering, a row with its source; no days while the law's figure is stated by nobody. */
async function correctionTerm(db: Context['db']): Promise<{ days: number | null; source: string }> {
  const row = await db
    .selectFrom('requestTerm')
    .select(['days', 'source'])
    .where('key', '=', 'correction')
    .executeTakeFirst()
  return row ?? { days: null, source: '' }
}

/** The term for answering requests for correction. */
export const showCorrectionTerm = query({
  name: 'privacy.correctionTerm',
  summary: words('Hạn trả lời yêu cầu sửa dữ liệu', 'Term for answering requests for correction'),
  route: 'GET /persons/correction-term',
  input: z.object({}),
  output: z.object({ days: z.int().nullable(), source: z.string() }),
  may: [...withAccount, 'admin', 'system'],
  run: ({ db }) => correctionTerm(db),
})

const input = z.object({ ...listInput(['askedAt']), state: optionalChoice(correctionStates.keys) })

/** Requests to have personal data corrected. */
export const listCorrections = query({
  name: 'privacy.corrections',
  summary: words('Các yêu cầu sửa dữ liệu cá nhân', 'Requests for correction'),
  route: 'GET /persons/corrections',
  input,
  output: listOutput(Correction),
  may: ['admin', 'auditor', 'system'],
  proof: 'session',
  run: (context, given) => corrections(context, given, null),
})

/** One's own requests. */
export const myCorrections = query({
  name: 'privacy.myCorrections',
  summary: words('Yêu cầu sửa của tôi', 'My requests for correction'),
  route: 'GET /persons/me/corrections',
  input,
  output: listOutput(Correction),
  may: withAccount,
  proof: 'session',
  run: (context, given) => corrections(context, given, context.actor.userId ?? ''),
})
