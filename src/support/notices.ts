import { noticeKind, tell } from '../notices/index.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { recordCertificate } from './certificate-commands.ts'
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
  subject: words('Chứng nhận {number} hết hạn ngày {day}', 'Certificate {number} expires on {day}'),
  body: words(
    'Chứng nhận {number} ({standard}) của {enterprise} hết hạn ngày {day}.',
    'Certificate {number} ({standard}) of {enterprise} expires on {day}.',
  ),
  fields: { ...certificateFields, day: words('Ngày hết hạn', 'Day of expiry') },
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

/** The days before its expiry at which a certificate is told of. */
const steps = [30, 60, 90]

/** Tells enterprises and the coordinator of certificates about to expire, once for each step. */
export async function tellOfExpiry({ db, now, today }: Pick<Context, 'db' | 'now' | 'today'>): Promise<void> {
  const farthest = addDays(today, Math.max(...steps))
  const rows = await db
    .selectFrom('certificate as c')
    .innerJoin('enterprise as e', 'e.id', 'c.enterpriseId')
    .select(['c.id', 'c.number', 'c.standard', 'c.enterpriseId', 'c.expiresOn', 'e.name'])
    .where('c.expiresOn', '>=', today)
    .where('c.expiresOn', '<=', farthest)
    .where('c.withdrawnOn', 'is', null)
    .orderBy('c.id')
    .execute()
  for (const row of rows) {
    const { expiresOn } = row
    const step = steps.find((days) => expiresOn !== null && expiresOn <= addDays(today, days))
    if (expiresOn === null || step === undefined) continue
    await tell({ db, now }, expiring, {
      to: { enterpriseId: row.enterpriseId, roles: ['coordinator'] },
      occurrence: `${row.id}:${expiresOn}:${step}`,
      values: {
        number: row.number,
        standard: row.standard,
        enterprise: row.name,
        day: formatDate(expiresOn),
      },
      href: `/certificates/${row.id}`,
    })
  }
}
