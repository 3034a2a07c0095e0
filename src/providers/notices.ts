import { noticeKind, type Thing, tell, tellTogether, togetherFields } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { addDays, formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { confirmProvider, endProvider, recordProvider, suspendProvider } from './commands.ts'
import { providerStates } from './fields.ts'
import { licenceSteps, stepOf } from './rules.ts'

const moved = noticeKind({
  key: 'providers.moved',
  label: words('Sổ tổ chức, chuyên gia hỗ trợ thay đổi', 'The register of providers changes'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{name}: {state}', '{name}: {state}'),
  body: words('{name}: {state}. {reason}', '{name}: {state}. {reason}'),
  fields: {
    name: words('Tên tổ chức, chuyên gia hỗ trợ', 'Name of the provider'),
    state: words('Tình trạng', 'State'),
    reason: words('Lý do', 'Reason'),
  },
})

async function tellMoved(context: Context, _input: unknown, { id }: { readonly id: number }): Promise<void> {
  const row = await context.db
    .selectFrom('serviceProvider')
    .select(['name', 'state', 'version', 'reason'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, moved, {
    to: { roles: ['coordinator'] },
    occurrence: `${id}:${row.version}`,
    values: { name: row.name, state: providerStates.names[row.state], reason: row.reason ?? '' },
    href: `/providers/${id}`,
  })
}
follow(recordProvider, tellMoved)
follow(confirmProvider, tellMoved)
follow(suspendProvider, tellMoved)
follow(endProvider, tellMoved)

const expiring = noticeKind({
  key: 'providers.expiring',
  label: words('Giấy phép của đơn vị hỗ trợ sắp hết hạn', "Providers' licences about to expire"),
  for: ['coordinator'],
  way: 'mail',
  subject: words(
    '{count} giấy phép của đơn vị hỗ trợ sắp hết hạn',
    "Providers' licences about to expire: {count}",
  ),
  body: words('Giấy phép, chỉ định sắp hết hạn:\n{list}', 'Licences about to expire:\n{list}'),
  fields: togetherFields,
})

/** Tells the coordinator of licences that end within 90, 60 and 30 days, once for each step, all of a day together. */
export async function tellOfLicences({
  db,
  now,
  today,
}: {
  db: Db
  now: Date
  today: string
}): Promise<void> {
  const rows = await db
    .selectFrom('serviceLicence as l')
    .innerJoin('serviceProvider as p', 'p.id', 'l.providerId')
    .select(['l.id', 'l.number', 'l.expiresOn', 'p.name'])
    .where('l.endedOn', 'is', null)
    .where('l.expiresOn', '>=', today)
    .where('l.expiresOn', '<=', addDays(today, Math.max(...licenceSteps)))
    .where('p.state', '=', 'confirmed')
    .orderBy('l.expiresOn')
    .orderBy('l.id')
    .execute()
  const things = rows.flatMap(({ id, number, expiresOn, name }): Thing<never>[] => {
    const step = expiresOn === null ? null : stepOf(expiresOn, today)
    if (expiresOn === null || step === null) return []
    const day = formatDate(expiresOn)
    const line = words(`${name}: ${number}, hết hạn ngày ${day}`, `${name}: ${number}, expires on ${day}`)
    return [{ occurrence: `${id}:${expiresOn}:${step}`, line, values: {} }]
  })
  await db.transaction().execute((transaction) =>
    tellTogether({ db: transaction, now }, expiring, {
      to: { roles: ['coordinator'] },
      day: today,
      things,
      href: '/work?kind=providers.renew',
    }),
  )
}
