import { z } from 'zod'
import { readHolidays } from '../calendar/index.ts'
import { dueWords } from '../plan/index.ts'
import { systemActor } from '../platform/actor.ts'
import { today } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { id, text } from '../platform/fields.ts'
import { type Language, translator, words } from '../platform/language.ts'
import { aloneAt, type Mail, type SendMail, withMailServer } from '../platform/mailing.ts'
import { type Context, command } from '../platform/operation.ts'
import { markedTitle } from '../platform/sample.ts'
import type { System } from '../platform/system.ts'
import { dutyDoers } from './commands.ts'
import { type DutyRow, dutyItems, toDo, typed } from './queries.ts'
import { remindedUntil, reminderSteps } from './rules.ts'

export interface RemindOutcome {
  /** False: the settings SMTP_URL and MAIL_FROM are missing, or the data are made up; nothing is sent then. */
  readonly on: boolean
  readonly sent: number
  readonly failed: number
}

/** Any number that no other lock of the program has: 'duty' in ASCII. */
const lockKey = 0x64757479
const nothing: RemindOutcome = { on: true, sent: 0, failed: 0 }

/**
 * Mails the accounts of each agency the reminders of its open work that have begun: once for each piece of work, step
 * and account, all of an account in one mail. One process at a time: a second one finds the lock taken and does
 * nothing. A mail that fails is logged and tried again at the next call.
 */
export async function sendReminders(system: System): Promise<RemindOutcome> {
  const { mail } = system.config
  if (mail === null || system.sample) return { on: false, sent: 0, failed: 0 }
  const outcome = await aloneAt(system, lockKey, () => withMailServer(mail, (send) => sendAll(system, send)))
  return outcome ?? nothing
}

async function sendAll(system: System, send: SendMail): Promise<RemindOutcome> {
  let [sent, failed] = [0, 0]
  const remind = remindCommand(system, send)
  for (const [accountId, reminders] of await pending(system)) {
    try {
      const done = await execute(system, remind, systemActor, { accountId, reminders }, { via: 'system' })
      if (done.sent) sent++
    } catch (error) {
      failed++
      system.log.warn({ err: error, accountId }, 'duty reminder not sent')
    }
  }
  return { on: true, sent, failed }
}

type Reminder = { itemId: number; step: (typeof reminderSteps)[number] }

/** What has begun and was not yet sent, by account. */
async function pending(system: System): Promise<Map<string, Reminder[]>> {
  const { db } = system
  const day = today(system.now())
  const holidays = await readHolidays(db)
  const context: Context = {
    db,
    actor: systemActor,
    files: system.files,
    erasures: system.erasures,
    now: system.now(),
    today: day,
    planId: null,
  }
  const open = await dutyItems(db, day)
    .where(toDo)
    .where('w.lastOn', '<=', remindedUntil(day, holidays))
    .orderBy('w.lastOn')
    .orderBy('w.id')
    .execute()
  const accounts = await db
    .selectFrom('account')
    .select(['id', 'agencyId'])
    .where('disabled', '=', false)
    .where('role', 'in', dutyDoers)
    .where('agencyId', 'is not', null)
    .orderBy('id')
    .execute()
  const sent = new Set(
    (await db.selectFrom('dutyReminder').select(['itemId', 'step', 'accountId']).execute()).map(
      (row) => `${row.itemId}/${row.step}/${row.accountId}`,
    ),
  )
  const found = new Map<string, Reminder[]>()
  for (const row of open) {
    const { reminder: step, agencyId } = typed(row, context, holidays)
    if (step === null) continue
    for (const account of accounts) {
      if (account.agencyId !== agencyId || sent.has(`${row.id}/${step}/${account.id}`)) continue
      found.set(account.id, [...(found.get(account.id) ?? []), { itemId: row.id, step }])
    }
  }
  return found
}

/** The audited sending of one mail: what it reminds of is noted, then it leaves; if it cannot, nothing is noted. */
function remindCommand(system: System, send: SendMail) {
  return command({
    name: 'duties.remind',
    summary: words('Gửi thư nhắc việc', 'Send a reminder by mail'),
    route: 'POST /duties/remind',
    input: z.object({
      accountId: text(100),
      reminders: z.array(z.object({ itemId: id(), step: z.enum(reminderSteps) })).min(1),
    }),
    output: z.object({ sent: z.boolean() }),
    may: ['system'],
    subject: (input) => `account:${input.accountId}`,
    async run(context, { accountId, reminders }) {
      const { db } = context
      const noted = await db
        .insertInto('dutyReminder')
        .values(reminders.map(({ itemId, step }) => ({ itemId, step, accountId })))
        .onConflict((there) => there.columns(['itemId', 'step', 'accountId']).doNothing())
        .returning('itemId')
        .execute()
      if (noted.length === 0) return { sent: false }
      const account = await db
        .selectFrom('account')
        .select(['email', 'name', 'language'])
        .where('id', '=', accountId)
        .executeTakeFirstOrThrow()
      const holidays = await readHolidays(db)
      const rows = await dutyItems(db, context.today)
        .where(
          'w.id',
          'in',
          noted.map((row) => row.itemId),
        )
        .orderBy('w.lastOn')
        .orderBy('w.id')
        .execute()
      await send(
        reminderMail(
          { ...account, language: account.language === 'en' ? 'en' : 'vi' },
          rows.map((row) => typed(row, context, holidays)),
          system.config.publicUrl,
        ),
      )
      return { sent: true }
    },
  })
}

/** The words of one mail. Pure. */
export function reminderMail(
  account: { email: string; name: string; language: Language },
  rows: readonly DutyRow[],
  publicUrl: string,
): Mail {
  const t = translator(account.language)
  const late = rows.filter((row) => row.state === 'late').length
  const soon = rows.length - late
  const parts = [
    soon === 0 ? '' : t(`${soon} việc sắp đến hạn`, `${soon} due soon`),
    late === 0 ? '' : t(`${late} việc quá hạn`, `${late} late`),
  ].filter((part) => part !== '')
  const items = rows.map((row) => {
    const due = dueWords({ on: row.dueOn, before: row.dueBefore })
    return [
      `- ${row.code === '' ? '' : `${row.code}. `}${t(row.text, row.textEn)}`,
      `  ${t('Thời hạn', 'Due')}: ${t(due)}${row.left === null ? '' : ` (${t(row.left)})`}`,
      `  ${publicUrl}/duties/${row.id}`,
    ].join('\n')
  })
  return {
    to: account.email,
    subject: markedTitle(t(`Nhắc việc: ${parts.join(', ')}`, `Reminder: ${parts.join(', ')}`), t),
    text: [
      t(`Kính gửi ${account.name},`, `Dear ${account.name},`),
      t('Các việc sau của cơ quan cần được chú ý:', 'This work of your agency needs attention:'),
      ...items,
      t(
        'Thư này do chương trình tự gửi. Khi làm xong, xin ghi hoàn thành theo liên kết ở trên.',
        'The program sent this mail by itself. When the work is done, please mark it under the link above.',
      ),
    ].join('\n\n'),
  }
}
