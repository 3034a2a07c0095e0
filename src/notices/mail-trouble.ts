import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { today } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { MailTrouble } from '../platform/mailing.ts'
import type { System } from '../platform/system.ts'
import { noticeKind } from './kinds.ts'
import { tell } from './tell.ts'

/* What keeps the mail server from taking anything: noted beside the deliveries that wait for it, and told to the administrators. */

/** What is said of it, with what the operator does about it. */
export const troubleWords: Readonly<Record<MailTrouble, Words>> = {
  signIn: words(
    'Máy chủ thư không nhận tên hoặc mật khẩu đăng nhập: xin xem lại SMTP_URL.',
    'The mail server does not accept the name or password: please look at SMTP_URL.',
  ),
  certificate: words(
    'Chứng thư của máy chủ thư không được tin, không đúng tên máy chủ hoặc đã hết hạn: xin xem lại máy chủ, hoặc đặt SMTP_CA.',
    'The certificate of the mail server is not trusted, names another server or has expired: please look at the server, or set SMTP_CA.',
  ),
  noTls: words(
    'Máy chủ thư không mở được đường mã hóa (STARTTLS), nên mật khẩu không được gửi đi: xin dùng cổng có mã hóa hoặc smtps://.',
    'The mail server opens no sealed line (STARTTLS), so no password was sent: please use a port that does, or smtps://.',
  ),
  slow: words(
    'Máy chủ thư trả lời quá chậm; chương trình thử lại sau.',
    'The mail server answers too slowly; the program tries again.',
  ),
  unreachable: words(
    'Không kết nối được máy chủ thư; chương trình thử lại sau.',
    'The mail server cannot be reached; the program tries again.',
  ),
}
const troubles = Object.keys(troubleWords) as MailTrouble[]
const noted = `^(${troubles.join('|')}): `

/** The deliveries that wait because of the mail server, and not of their mail. */
export const waitingForServer = sql<boolean>`state = 'waiting' AND channel <> 'webhook' AND result ~ ${noted}`

/** What ails the mail server now; null where nothing waits because of it. */
export async function mailTrouble(db: Db): Promise<{ words: Words; said: string } | null> {
  const row = await db
    .selectFrom('noticeDelivery')
    .select('result')
    .where(waitingForServer)
    .orderBy('nextAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const result = row?.result ?? ''
  const trouble = troubles.find((one) => result.startsWith(`${one}: `))
  return trouble === undefined
    ? null
    : { words: troubleWords[trouble], said: result.slice(trouble.length + 2) }
}

const failing = noticeKind({
  key: 'notices.mailTrouble',
  label: words('Máy chủ thư không gửi được', 'The mail server takes no mail'),
  for: ['admin'],
  way: 'program',
  subject: words('Thư không gửi đi được', 'No mail can leave'),
  body: words('{trouble}', '{trouble}'),
  fields: { trouble: words('Trục trặc của máy chủ thư', 'Trouble of the mail server') },
})

/** Tells the administrators, once a day of each kind of trouble. */
export async function tellOfTrouble({ db, now }: System, trouble: MailTrouble): Promise<void> {
  const rows = await db.selectFrom('account').select('id').where('admin', '=', true).execute()
  await tell({ db, now: now() }, failing, {
    to: { accountIds: rows.map(({ id }) => id) },
    occurrence: `${today(now())}:${trouble}`,
    values: { trouble: troubleWords[trouble] },
    href: '/notices/deliveries',
  })
}
