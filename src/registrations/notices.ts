import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { answerInvitation, confirmEmail, fileRegistration } from './file.ts'
import { acceptRegistration, refuseRegistration } from './settle.ts'

/* What accounts are told of registrations; whoever registers has none, and is written to by `mail.ts`. */

const fields = { enterprise: words('Doanh nghiệp', 'Enterprise'), taxCode: words('Mã số thuế', 'Tax code') }

const filed = noticeKind({
  key: 'registrations.filed',
  label: words('Có doanh nghiệp đăng ký', 'An enterprise signed up'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{enterprise} đăng ký tham gia', '{enterprise} has signed up'),
  body: words(
    '{enterprise} (mã số thuế {taxCode}) đăng ký. Xin xác nhận ai đại diện cho doanh nghiệp.',
    '{enterprise} (tax code {taxCode}) has signed up. Please confirm who speaks for it.',
  ),
  fields,
})

const joined = noticeKind({
  key: 'registrations.joined',
  label: words('Đại diện thêm một doanh nghiệp', 'Speaking for a further enterprise'),
  for: ['enterprise'],
  way: 'mail',
  binding: words('Chủ tài khoản phải được báo.', 'The owner of an account is told.'),
  subject: words('Tài khoản của bạn đại diện cho {enterprise}', 'Your account speaks for {enterprise}'),
  body: words(
    'Cơ quan điều hành đã xác nhận đăng ký: tài khoản của bạn đại diện cho {enterprise} (mã số thuế {taxCode}).',
    'The coordinator has confirmed the registration: your account speaks for {enterprise} (tax code {taxCode}).',
  ),
  fields,
})

const otherOwner = noticeKind({
  key: 'registrations.otherOwner',
  label: words('Doanh nghiệp có thêm người đại diện', 'A further account speaks for the enterprise'),
  for: ['enterprise'],
  way: 'mail',
  binding: words('Doanh nghiệp phải được báo.', 'An enterprise is told.'),
  subject: words('{person} cũng đại diện cho {enterprise}', '{person} speaks for {enterprise} too'),
  body: words(
    'Cơ quan điều hành đã xác nhận {person} đại diện cho {enterprise} (mã số thuế {taxCode}). Nếu không đúng, xin báo ngay cơ quan điều hành.',
    'The coordinator has confirmed that {person} speaks for {enterprise} (tax code {taxCode}). If this is wrong, tell the coordinator at once.',
  ),
  fields: { ...fields, person: words('Người đại diện', 'Representative') },
})

const settled = noticeKind({
  key: 'registrations.settled',
  label: words('Doanh nghiệp được mời đã được xử lý', 'An enterprise that was invited is settled'),
  for: ['association', 'agency'],
  way: 'digest',
  subject: words('{enterprise}: {state}', '{enterprise}: {state}'),
  body: words(
    'Đăng ký của {enterprise} (mã số thuế {taxCode}) do cơ quan bạn mời: {state}.',
    'The registration of {enterprise} (tax code {taxCode}), which your agency invited: {state}.',
  ),
  fields: { ...fields, state: words('Tình trạng', 'State') },
})

async function about({ db }: Context, id: number) {
  const row = await db
    .selectFrom('registration')
    .select([
      'name',
      'taxCode',
      'agencyId',
      'accountId',
      'accountMade',
      'enterpriseId',
      'person',
      'version',
      'state',
    ])
    .select(['mailSentAt', 'emailConfirmedAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const values = { enterprise: row.name, taxCode: row.taxCode }
  return { ...row, values, occurrence: `${id}:${row.version}`, href: `/registrations/${id}` }
}

async function tellOffice(context: Context, _input: unknown, { id }: { id: number }): Promise<void> {
  const { values, occurrence, href } = await about(context, id)
  await tell(context, filed, { to: { roles: ['coordinator'] }, occurrence, values, href })
}
follow(fileRegistration, tellOffice)
follow(answerInvitation, tellOffice)
follow(confirmEmail, tellOffice)

async function tellInviter(context: Context, id: number): Promise<void> {
  const { agencyId, values, occurrence, state } = await about(context, id)
  if (agencyId === null) return
  const said =
    state === 'accepted' ? words('đã xác nhận', 'confirmed') : words('không chấp nhận', 'not accepted')
  await tell(context, settled, {
    to: { agencyIds: [agencyId] },
    occurrence,
    values: { ...values, state: said },
    href: '/introductions',
  })
}

follow(acceptRegistration, async (context, _input, { id, enterpriseId }) => {
  const { accountId, accountMade, person, values, occurrence } = await about(context, id)
  const href = `/enterprises/${enterpriseId}`
  if (!accountMade) await tell(context, joined, { to: { accountIds: [accountId] }, occurrence, values, href })
  const owners = await context.db
    .selectFrom('accountRole')
    .select('accountId')
    .where('enterpriseId', '=', enterpriseId)
    .where('role', '=', 'enterprise')
    .where('endedAt', 'is', null)
    .where('accountId', '<>', accountId ?? '')
    .execute()
  await tell(context, otherOwner, {
    to: { accountIds: owners.map((owner) => owner.accountId) },
    occurrence,
    values: { ...values, person: person ?? '' },
    href,
  })
  await tellInviter(context, id)
})

follow(refuseRegistration, (context, { id }) => tellInviter(context, id))
