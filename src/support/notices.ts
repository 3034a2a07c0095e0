import { sql } from 'kysely'
import { addWorkingDays, readHolidays } from '../calendar/index.ts'
import { noticeKind, tell, tellOwners, tellTogether, togetherFields } from '../notices/index.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { recordCertificate } from './certificate-commands.ts'
import { recordAudit, renewCertificate, restoreCertificate, suspendCertificate } from './certificate-life.ts'
import { auditResults, certificateEvents } from './certificate-life-fields.ts'
import { draftContract } from './contract.ts'
import { turnStates } from './rules.ts'
import { cancelTurn, moveTurn } from './turn-commands.ts'

const turnMoved = noticeKind({
  key: 'support.moved',
  label: words('Lượt hỗ trợ sang bước mới', 'Support turn moved on'),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Lượt hỗ trợ {number}: {state}', 'Support turn {number}: {state}'),
  body: words('Lượt hỗ trợ {content}: {state}.', 'Support turn for {content}: {state}.'),
  fields: {
    number: words('Số của lượt', 'Number of the turn'),
    content: words('Nội dung hỗ trợ', 'Content of support'),
    state: words('Tình trạng', 'State'),
  },
})

const contractDrafted = noticeKind({
  key: 'support.contractDraft',
  label: words('Dự thảo hợp đồng', 'Draft of a contract'),
  for: ['enterprise'],
  way: 'mail',
  subject: words(
    'Dự thảo hợp đồng của lượt hỗ trợ {number}',
    'Draft of the contract of support turn {number}',
  ),
  body: words(
    'Dự thảo hợp đồng hỗ trợ {content} đã có; xin mở trang của lượt hỗ trợ để tải về.',
    'The draft of the contract for {content} is there; open the page of the turn to download it.',
  ),
  fields: {
    number: words('Số của lượt', 'Number of the turn'),
    content: words('Nội dung hỗ trợ', 'Content of support'),
  },
})

follow(draftContract, async (context, _input, { id, documentId }) => {
  const turn = await context.db
    .selectFrom('supportTurn as t')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .select(['t.enterpriseId', 'c.name', 'c.nameEn'])
    .where('t.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, contractDrafted, {
    to: { enterpriseId: turn.enterpriseId },
    occurrence: `contract:${documentId}`,
    values: { number: String(id), content: words(turn.name, turn.nameEn) },
    href: `/support/${id}#letters`,
  })
})

const certificateFields = {
  number: words('Số chứng nhận', 'Number of the certificate'),
  standard: words('Tiêu chuẩn', 'Standard'),
  enterprise: words('Doanh nghiệp', 'Enterprise'),
}

const certified = noticeKind({
  key: 'certificates.recorded',
  label: words('Chứng nhận được ghi nhận', 'Certificate recorded'),
  for: ['enterprise'],
  way: 'program',
  subject: words(
    'Chứng nhận {number} ({standard}) đã được ghi nhận',
    'Certificate {number} ({standard}) is recorded',
  ),
  body: words(
    'Chứng nhận {number} của {enterprise} đã được ghi nhận vào chương trình.',
    'Certificate {number} of {enterprise} is on record in the programme.',
  ),
  fields: certificateFields,
})

const expiring = noticeKind({
  key: 'certificates.expiring',
  label: words('Chứng nhận sắp hết hạn', 'Certificate about to expire'),
  for: ['enterprise', 'coordinator'],
  way: 'mail',
  subject: words('{count} chứng nhận sắp hết hạn', 'Certificates about to expire: {count}'),
  body: words('Chứng nhận sắp hết hạn:\n{list}', 'Certificates about to expire:\n{list}'),
  fields: { ...certificateFields, day: words('Ngày hết hạn', 'Day of expiry'), ...togetherFields },
})

const contractDue = noticeKind({
  key: 'support.contractDue',
  label: words('Hợp đồng hỗ trợ đến hạn ký', 'Contract of support due'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{count} hợp đồng hỗ trợ đến hạn ký', 'Contracts of support to be signed: {count}'),
  body: words(
    'Lượt hỗ trợ đã quyết định mà chưa có hợp đồng:\n{list}',
    'Turns that are decided and have no contract:\n{list}',
  ),
  fields: togetherFields,
})

async function tellOfTurn(context: Context, _input: unknown, { id }: { id: number }): Promise<void> {
  const row = await context.db
    .selectFrom('supportTurn as t')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .select(['t.enterpriseId', 't.state', 't.version', 'c.name', 'c.nameEn'])
    .where('t.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, turnMoved, {
    to: { enterpriseId: row.enterpriseId },
    occurrence: `${id}:${row.version}`,
    values: {
      number: String(id),
      content: words(row.name, row.nameEn),
      state: turnStates.names[row.state],
    },
    href: `/support/${id}`,
  })
}
follow(moveTurn, tellOfTurn)
follow(cancelTurn, tellOfTurn)

follow(recordCertificate, async (context, _input, { id }) => {
  const row = await context.db
    .selectFrom('certificate as c')
    .innerJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .select(['c.number', 'c.standard', 'c.enterpriseId', 'e.name'])
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  const values = { number: row.number, standard: row.standard, enterprise: row.name }
  const href = `/certificates/${id}`
  await tell(context, certified, {
    to: { enterpriseId: row.enterpriseId },
    occurrence: String(id),
    values,
    href,
  })
})

const changed = noticeKind({
  key: 'certificates.changed',
  label: words(
    'Chứng nhận được đánh giá, đình chỉ, khôi phục, gia hạn',
    'Certificate audited, suspended, restored or renewed',
  ),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Chứng nhận {number}: {change}', 'Certificate {number}: {change}'),
  body: words(
    'Chứng nhận {number} ({standard}) của {enterprise}: {change}.',
    'Certificate {number} ({standard}) of {enterprise}: {change}.',
  ),
  fields: { ...certificateFields, change: words('Việc đã ghi', 'What was recorded') },
})

/** Tells the enterprise of what its certificate has become. */
async function tellOfChange(context: Context, id: number, change: Words): Promise<void> {
  const row = await context.db
    .selectFrom('certificate as c')
    .innerJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .select(['c.number', 'c.standard', 'c.enterpriseId', 'e.name'])
    .select(
      sql<number>`(SELECT count(*)::int FROM certificate_event v WHERE v.certificate_id = c.id)
      + (SELECT count(*)::int FROM certificate_audit a WHERE a.certificate_id = c.id AND a.held_on IS NOT NULL)`.as(
        'acts',
      ),
    )
    .where('c.id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, changed, {
    to: { enterpriseId: row.enterpriseId },
    occurrence: `${id}:${row.acts}`,
    values: { number: row.number, standard: row.standard, enterprise: row.name, change },
    href: `/certificates/${id}`,
  })
}
follow(recordAudit, (context, { result }, { id }) => tellOfChange(context, id, auditResults.wordsOf(result)))
follow(suspendCertificate, (context, _input, { id }) =>
  tellOfChange(context, id, certificateEvents.names.suspension),
)
follow(restoreCertificate, (context, _input, { id }) =>
  tellOfChange(context, id, certificateEvents.names.restoration),
)
follow(renewCertificate, (context, _input, { id }) =>
  tellOfChange(context, id, certificateEvents.names.renewal),
)

/** The days before its expiry at which a certificate is told of. */
const steps = [30, 60, 90]

/** The certificate that a notice is about, where it is about one. */
const hrefOf = ([only, ...others]: readonly { readonly occurrence: string }[]) =>
  only !== undefined && others.length === 0
    ? `/certificates/${only.occurrence.split(':')[0]}`
    : '/certificates'

type At = Pick<Context, 'db' | 'now' | 'today'>

/**
 * Tells enterprises and the coordinator of certificates about to expire, once for each step; all that there is to tell on a day in one
 * notice.
 */
export async function tellOfExpiry({ db, now, today }: At): Promise<void> {
  const farthest = addDays(today, Math.max(...steps))
  const rows = await db
    .selectFrom('certificate as c')
    .innerJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .select(['c.id', 'c.number', 'c.standard', 'c.enterpriseId', 'c.expiresOn', 'e.name'])
    .where('c.expiresOn', '>=', today)
    .where('c.expiresOn', '<=', farthest)
    .where('c.withdrawnOn', 'is', null)
    .orderBy('c.expiresOn')
    .orderBy('c.id')
    .execute()
  const things = rows.flatMap(({ id, number, standard, enterpriseId, expiresOn, name }) => {
    const step = steps.find((days) => expiresOn !== null && expiresOn <= addDays(today, days))
    if (expiresOn === null || step === undefined) return []
    const day = formatDate(expiresOn)
    const line = words(
      `${number} (${standard}) của ${name}, hết hạn ngày ${day}`,
      `${number} (${standard}) of ${name}, expires on ${day}`,
    )
    const values = { number, standard, enterprise: name, day }
    return [{ enterpriseId, occurrence: `${id}:${expiresOn}:${step}`, line, values }]
  })
  await db.transaction().execute(async (transaction) => {
    const at = { db: transaction, now }
    await tellOwners(at, expiring, { day: today, things, hrefOf })
    await tellTogether(at, expiring, {
      to: { roles: ['coordinator'] },
      day: today,
      things,
      href: hrefOf(things),
    })
  })
}

const auditDue = noticeKind({
  key: 'certificates.auditDue',
  label: words('Sắp đến cuộc đánh giá của chứng nhận', 'An audit of a certificate is near'),
  for: ['enterprise', 'coordinator'],
  way: 'mail',
  subject: words('{count} cuộc đánh giá chứng nhận sắp tới', 'Audits of certificates that are near: {count}'),
  body: words('Các cuộc đánh giá sắp tới:\n{list}', 'Audits that are near:\n{list}'),
  fields: {
    ...certificateFields,
    day: words('Ngày đánh giá dự kiến', 'Audit planned for'),
    ...togetherFields,
  },
})

/** Tells enterprises and the coordinator of audits that are near, at the same steps. */
export async function tellOfAudits({ db, now, today }: At): Promise<void> {
  const farthest = addDays(today, Math.max(...steps))
  const rows = await db
    .selectFrom('certificateAudit as a')
    .innerJoin('certificate as c', 'c.id', 'a.certificateId')
    .innerJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .select(['a.id as auditId', 'a.plannedOn', 'c.id', 'c.number', 'c.standard', 'c.enterpriseId', 'e.name'])
    .where('a.plannedOn', '>=', today)
    .where('a.plannedOn', '<=', farthest)
    .where('a.heldOn', 'is', null)
    .where('a.cancelledOn', 'is', null)
    .where('c.withdrawnOn', 'is', null)
    .orderBy('a.plannedOn')
    .orderBy('a.id')
    .execute()
  const things = rows.flatMap(({ id, auditId, number, standard, enterpriseId, plannedOn, name }) => {
    const step = steps.find((days) => plannedOn <= addDays(today, days))
    if (step === undefined) return []
    const day = formatDate(plannedOn)
    const line = words(
      `${number} (${standard}) của ${name}, đánh giá ngày ${day}`,
      `${number} (${standard}) of ${name}, audit on ${day}`,
    )
    const values = { number, standard, enterprise: name, day }
    return [{ enterpriseId, occurrence: `${id}:${auditId}:${plannedOn}:${step}`, line, values }]
  })
  await db.transaction().execute(async (transaction) => {
    const at = { db: transaction, now }
    await tellOwners(at, auditDue, { day: today, things, hrefOf })
    await tellTogether(at, auditDue, {
      to: { roles: ['coordinator'] },
      day: today,
      things,
      href: hrefOf(things),
    })
  })
}

/** Working days before its limit on which a contract is told of. */
const contractNotice = 3

/** Tells the coordinator of turns whose contract is due by the house's limit, shortly before and when it is late. */
export async function tellOfContracts({ db, now, today }: At): Promise<void> {
  const limit = await db
    .selectFrom('workLimit')
    .select('days')
    .where('key', '=', 'support.contract')
    .executeTakeFirst()
  if (limit === undefined) return
  const holidays = await readHolidays(db)
  const rows = await db
    .selectFrom('supportTurn as t')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .select(['t.id', 't.decidedOn', 'e.name'])
    .where('t.state', '=', 'decided')
    .orderBy('t.decidedOn')
    .orderBy('t.id')
    .execute()
  const soon = addWorkingDays(today, contractNotice, holidays)
  const things = rows.flatMap(({ id, decidedOn, name }) => {
    const due = addWorkingDays(decidedOn, limit.days, holidays)
    if (due > soon) return []
    const day = formatDate(due)
    const line = words(`Lượt ${id}, ${name}: hạn ${day}`, `Turn ${id}, ${name}: due ${day}`)
    return [{ occurrence: `${id}:${due}:${due < today ? 'late' : 'due'}`, line, values: {} }]
  })
  await db.transaction().execute((transaction) =>
    tellTogether({ db: transaction, now }, contractDue, {
      to: { roles: ['coordinator'] },
      day: today,
      things,
      href: '/work?kind=support.contract',
    }),
  )
}
