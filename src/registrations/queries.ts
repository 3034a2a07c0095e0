import { z } from 'zod'
import { adminUnits } from '../agencies/index.ts'
import { taxCode } from '../enterprises/index.ts'
import type { Grant } from '../platform/actor.ts'
import { id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { mayAskAgain } from './again.ts'
import { registrationFields, registrationStates } from './fields.ts'
import { countAddress } from './limits.ts'
import { linked, linkInput, mayConfirm, mayEnter } from './links.ts'
import { wordOf } from './organisation.ts'
import { PaperRow, papersOf, takesPapers } from './papers.ts'
import { awaitsEmail } from './settle.ts'

/** Who brought an enterprise reads no registration, with its persons and contacts, but its steps (`src/introductions`). */
const readers: readonly Grant[] = ['coordinator', 'auditor']

const Row = z.object({
  id: z.int(),
  ...registrationFields.row,
  unit: z.string().nullable(),
  unitEn: z.string().nullable(),
  state: registrationStates.schema,
  association: z.string().nullable(),
  createdAt: z.iso.datetime(),
  filedAt: z.iso.datetime().nullable(),
})
export type RegistrationRow = z.infer<typeof Row>

const rows = ({ db }: Pick<Context, 'db'>) =>
  db
    .selectFrom('registration as r')
    .leftJoin('adminUnit as u', 'u.id', 'r.adminUnitId')
    .leftJoin('agency as g', 'g.id', 'r.agencyId')
    .select(['r.id', ...registrationFields.select('r'), 'u.name as unit', 'u.nameEn as unitEn', 'r.state'])
    .select(['g.name as association', 'r.createdAt', 'r.filedAt'])

interface Stored {
  readonly createdAt: Date
  readonly filedAt: Date | null
}
const typed = <R extends Stored>(row: R) => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  filedAt: row.filedAt?.toISOString() ?? null,
})

/** Registrations and invitations, the newest first. */
export const listRegistrations = query({
  name: 'registrations.list',
  summary: words('Doanh nghiệp đăng ký, được mời', 'Enterprises that signed up or were invited'),
  route: 'GET /registrations',
  input: z.object({
    ...listInput(['createdAt', 'name']),
    state: optionalChoice(registrationStates.keys),
  }),
  output: listOutput(Row),
  may: readers,
  async run(context, input) {
    let found = rows(context)
    if (input.state !== undefined) found = found.where('r.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold)) found = found.where('r.search', 'like', pattern)
    const page = await pageOf(
      found,
      input,
      {
        createdAt: {
          column: 'r.createdAt',
          value: (row) => row.createdAt.toISOString(),
          direction: 'desc',
        },
        name: { column: 'r.name', value: (row) => row.name },
      },
      'r.id',
    )
    return { ...page, rows: page.rows.map(typed) }
  },
})

const Mail = z.enum(['none', 'waiting', 'sent', 'confirmed'])

/** One registration, with what an officer needs to confirm it. */
export const showRegistration = query({
  name: 'registrations.show',
  summary: words('Một đăng ký', 'One registration'),
  route: 'GET /registrations/{id}',
  input: z.object({ id: id() }),
  output: Row.extend({
    version: z.int(),
    consents: z.boolean(),
    /** Whether the address of mail was confirmed: nothing was sent, it is to leave, it was sent, it was opened. */
    mail: Mail,
    mailError: z.string().nullable(),
    linkUntil: z.iso.datetime(),
    /** The enterprise of the same tax code in the register today, and who speaks for it already. */
    known: z
      .object({ id: z.int(), name: z.string(), address: z.string(), owners: z.array(z.string()) })
      .nullable(),
    evidence: z.string().nullable(),
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
    /** What a provider of organisations said of whoever registered; null where none was asked. */
    vouched: z.object({ issuer: z.string(), taxCode: z.string(), toldAt: z.iso.datetime() }).nullable(),
    /** What whoever registered has sent. */
    papers: z.array(PaperRow),
    reason: z.string().nullable(),
    settledAt: z.iso.datetime().nullable(),
    settledBy: z.string().nullable(),
    enterpriseId: z.int().nullable(),
    enteredAt: z.iso.datetime().nullable(),
  }),
  may: readers,
  async run(context, input) {
    const row = await rows(context)
      .leftJoin('account as b', 'b.id', 'r.settledBy')
      .leftJoin('file as f', 'f.id', 'r.fileId')
      .select(['r.version', 'r.consents', 'r.mailError', 'r.mailDueAt', 'r.mailSentAt', 'r.emailConfirmedAt'])
      .select(['r.linkUntil', 'r.evidence', 'r.reason', 'r.settledAt', 'b.name as settledBy'])
      .select(['r.enterpriseId', 'r.enteredAt', 'f.id as fileId', 'f.name as fileName'])
      .where('r.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('đăng ký', 'Registration'))
    const { fileId, fileName, mailDueAt, mailSentAt, emailConfirmedAt, ...shown } = row
    return {
      ...typed(shown),
      mail: mailState({ mailDueAt, mailSentAt, emailConfirmedAt }),
      linkUntil: row.linkUntil.toISOString(),
      known: await knownOf(context, row.taxCode),
      vouched: await wordOf(context.db, row.id),
      papers: await papersOf(context.db, row.id),
      file: fileId === null || fileName === null ? null : { id: fileId, name: fileName },
      settledAt: row.settledAt?.toISOString() ?? null,
      enteredAt: row.enteredAt?.toISOString() ?? null,
    }
  },
})
export type RegistrationDetail = Awaited<ReturnType<typeof showRegistration.run>>

function mailState(row: {
  mailDueAt: Date | null
  mailSentAt: Date | null
  emailConfirmedAt: Date | null
}): z.infer<typeof Mail> {
  if (row.emailConfirmedAt !== null) return 'confirmed'
  if (row.mailSentAt !== null) return 'sent'
  return row.mailDueAt === null ? 'none' : 'waiting'
}

/** What the register has under a tax code. */
async function knownOf({ db, today }: Context, taxCode: string) {
  const known = await db
    .selectFrom('enterprise')
    .select(['id', 'name', 'address'])
    .where('taxCode', '=', taxCode)
    .executeTakeFirst()
  if (known === undefined) return null
  const owners = await db
    .selectFrom('accountRole as r')
    .innerJoin('account as a', 'a.id', 'r.accountId')
    .select('a.name')
    .distinct()
    .where('r.role', '=', 'enterprise')
    .where('r.enterpriseId', '=', known.id)
    .where('r.endedAt', 'is', null)
    .where('a.disabled', '=', false)
    .where((or) => or.or([or('r.toDay', 'is', null), or('r.toDay', '>=', today)]))
    .orderBy('a.name')
    .execute()
  return { ...known, owners: owners.map(({ name }) => name) }
}

/** What whoever has a personal link sees: the own registration, where it stands, and what the link is good for. */
export const ownRegistration = query({
  name: 'registrations.own',
  summary: words('Đăng ký của tôi, theo đường dẫn riêng', 'My registration, by its personal link'),
  route: 'GET /registration-links/{token}',
  input: z.object(linkInput),
  output: z.object({
    id: z.int(),
    ...registrationFields.row,
    adminUnitId: z.int().nullable(),
    state: registrationStates.schema,
    /** The association that invited, of which is asked whether it may read the enterprise's records. */
    association: z.string().nullable(),
    reason: z.string().nullable(),
    confirms: z.boolean(),
    enters: z.boolean(),
    /** Whether the address of mail is to be confirmed before the office goes on. */
    awaitsEmail: z.boolean(),
    /** Whether the confirmation may be asked for again. */
    mayAskAgain: z.boolean(),
    takesPapers: z.boolean(),
    papers: z.array(PaperRow),
  }),
  may: ['public'],
  async run(context, { token }) {
    const row = await linked(context, token, 'read')
    const association =
      row.agencyId === null
        ? undefined
        : await context.db
            .selectFrom('agency')
            .select('name')
            .where('id', '=', row.agencyId)
            .executeTakeFirst()
    return {
      id: row.id,
      ...registrationFields.pick(row),
      adminUnitId: row.adminUnitId,
      state: row.state,
      association: association?.name ?? null,
      reason: row.reason,
      confirms: mayConfirm(row),
      enters: mayEnter(row),
      awaitsEmail: row.state === 'filed' && awaitsEmail(row),
      mayAskAgain: mayAskAgain(row),
      takesPapers: takesPapers(row),
      papers: await papersOf(context.db, row.id),
    }
  },
})
export type OwnRegistration = Awaited<ReturnType<typeof ownRegistration.run>>

/** What the national business register says of a tax code: a proposal for the form. Our own register is not asked. */
export const lookUp = query({
  name: 'registrations.lookUp',
  summary: words('Tra cứu mã số thuế', 'Look a tax code up'),
  route: 'GET /business-register/{taxCode}',
  input: z.object({ taxCode: taxCode() }),
  output: z.object({
    /** Null: it has none under this tax code. */
    entry: z
      .object({ name: z.string(), address: z.string(), representative: z.string().nullable() })
      .nullable(),
  }),
  may: ['public'],
  async run({ businessRegister }, input) {
    if (businessRegister === null)
      throw notFound(words('cơ sở dữ liệu đăng ký doanh nghiệp', 'The business register'))
    await countAddress()
    return { entry: await businessRegister(input.taxCode) }
  },
})

/** The units of addresses that a registration chooses from. */
export const registrationUnits = query({
  name: 'registrations.units',
  summary: words('Địa bàn để đăng ký', 'Units to choose from when signing up'),
  route: 'GET /registration-units',
  input: z.object({}),
  output: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      nameEn: z.string(),
      province: z.string(),
      formerProvince: z.string().nullable(),
      validTo: z.iso.date().nullable(),
    }),
  ),
  may: ['public'],
  run: async ({ db, today }) =>
    (await adminUnits(db, today)).map(({ id: unitId, name, nameEn, province, formerProvince, validTo }) => ({
      ...{ id: unitId, name, nameEn, province, formerProvince, validTo },
    })),
})
