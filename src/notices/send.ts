import { sql } from 'kysely'
import { toJson } from '../platform/json.ts'
import type { Language } from '../platform/language.ts'
import { aloneAt, type MailTrouble, type SendMail, troubleOf, withMailServer } from '../platform/mailing.ts'
import type { System } from '../platform/system.ts'
import { type Template, textOf } from './kinds.ts'
import { letterKinds } from './letters.ts'
import { mailOf, type Said } from './mail.ts'
import { tellOfTrouble, waitingForServer } from './mail-trouble.ts'
import { type Templates, templates, valuesOf } from './queries.ts'
import { handToGate } from './webhook.ts'

export interface SendOutcome {
  readonly sent: number
  readonly failed: number
}

const nothing: SendOutcome = { sent: 0, failed: 0 }

/** Any number that no other lock of the program has: 'noti' in ASCII. */
const lockKey = 0x6e6f7469

/** Minutes to wait after each failure; after the last the delivery has failed. */
const patience = [1, 5, 15, 60, 240, 720, 1440]

/** A gate may be switched on later: what is older than this is no news then. */
const freshHours = 24

/**
 * Hands over what waits in the outbox. Each delivery is noted as under way before it leaves and as sent afterwards, so that a
 * program that ends between the two leaves it `unknown`: an administrator says whether it goes again, and nothing is ever sent
 * twice by itself. What fails is tried again, ever more seldom. One process at a time.
 */
export async function sendNotices(system: System): Promise<SendOutcome> {
  const outcome = await aloneAt(system, lockKey, async () => {
    await orphans(system)
    return sendDue(system)
  })
  return outcome ?? nothing
}

/** While the lock is ours nobody sends: what is still under way was left by a program that ended. */
async function orphans({ db }: System): Promise<void> {
  await db
    .updateTable('noticeDelivery')
    .set({ state: 'unknown', result: 'interrupted' })
    .where('state', '=', 'sending')
    .execute()
}

async function sendDue(system: System): Promise<SendOutcome> {
  const mail = system.sample ? null : system.config.mail
  const gate = system.sample ? null : system.config.gate
  await silence(system, mail !== null)
  if (gate !== null) await queueForGate(system)
  if (mail !== null) return withMailServer(mail, (send) => sendAll(system, send))
  return gate === null ? nothing : sendAll(system, () => Promise.reject(new Error('no mail server')))
}

/** Hands over all that is due, until the mail server turns out to take nothing at all: then what is left waits for the next round. */
async function sendAll(system: System, send: SendMail): Promise<SendOutcome> {
  const template = await templates(system.db)
  let [sent, failed] = [0, 0]
  for (;;) {
    const batch = await claim(system)
    if (batch.length === 0) return { sent, failed }
    const outcome = await hand(system, batch, { send, template })
    if (outcome === 'sent') sent++
    else failed++
    if (outcome === 'sent' || outcome === 'failed') continue
    await tellOfTrouble(system, outcome)
    return { sent, failed }
  }
}

/** Without a mail server mails do not pile up to leave all at once on the day that there is one. */
async function silence({ db, now }: System, mails: boolean): Promise<void> {
  if (mails) return
  await db
    .updateTable('noticeDelivery')
    .set({ state: 'unsent', doneAt: now() })
    .where('state', '=', 'waiting')
    .where('channel', 'in', ['mail', 'digest', 'letter'])
    .execute()
}

async function queueForGate({ db, now }: System): Promise<void> {
  const since = new Date(now().getTime() - freshHours * 3_600_000)
  await sql`
    INSERT INTO notice_delivery (notice_id, channel, next_at)
    SELECT n.id, 'webhook', ${now()} FROM notice n
     WHERE n.at > ${since} ON CONFLICT (notice_id, channel) DO NOTHING`.execute(db)
}

interface Delivery {
  readonly id: number
  readonly channel: string
  readonly attempts: number
  readonly noticeId: number | null
  readonly letter: string | null
  readonly recordId: number | null
  readonly address: string | null
}

/** Takes the next delivery that is due and notes it as under way; of daily mails all of one account that are due. */
async function claim({ db, now }: System): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`
    WITH next AS (
      SELECT d.id, d.channel, n.account_id FROM notice_delivery d LEFT JOIN notice n ON n.id = d.notice_id
       WHERE d.state = 'waiting' AND d.next_at <= ${now()} ORDER BY d.next_at, d.id LIMIT 1)
    UPDATE notice_delivery d SET state = 'sending', attempts = d.attempts + 1
      FROM next
     WHERE d.state = 'waiting'
       AND (d.id = next.id OR (next.channel = 'digest' AND d.channel = 'digest' AND d.next_at <= ${now()}
            AND d.notice_id IN (SELECT n.id FROM notice n WHERE n.account_id = next.account_id)))
    RETURNING d.id, d.channel, d.attempts, d.notice_id, d.letter, d.record_id, d.address`.execute(db)
  return rows.toSorted((one, other) => one.id - other.id)
}

/** Hands deliveries of one account over together and notes what came of it. @returns whether they left, or what ails the mail server */
async function hand(
  system: System,
  batch: readonly Delivery[],
  { send, template }: { readonly send: SendMail; readonly template: Templates },
): Promise<'sent' | 'failed' | MailTrouble> {
  const { db, now } = system
  const ids = batch.map(({ id }) => id)
  const [{ channel, attempts } = { channel: '', attempts: 0 }] = batch
  const { address, work } =
    channel === 'letter'
      ? letterOut(system, batch, send)
      : await noticesOut(system, batch, { send, template })
  const left = await attempt(work)
  const wait = patience[attempts - 1]
  // If this note cannot be written, the delivery stays under way and is never handed over again by itself.
  const noted = left.ok
    ? {
        state: left.answer === null ? ('unsent' as const) : ('sent' as const),
        result: left.answer ?? 'nothing to say',
        doneAt: now(),
      }
    : wait === undefined
      ? { state: 'failed' as const, result: left.reason, doneAt: now() }
      : {
          state: 'waiting' as const,
          result: left.reason,
          nextAt: new Date(now().getTime() + wait * 60_000),
        }
  await db
    .updateTable('noticeDelivery')
    .set({ ...noted, address })
    .where('id', 'in', ids)
    .execute()
  if (left.ok) {
    // The mail server is there again: what waited for it leaves in this round.
    if (channel !== 'webhook' && left.answer !== null)
      await db.updateTable('noticeDelivery').set({ nextAt: now() }).where(waitingForServer).execute()
    return 'sent'
  }
  system.log.warn({ reason: left.reason, deliveries: ids }, 'notice not sent')
  return channel === 'webhook' ? 'failed' : (left.trouble ?? 'failed')
}

/** A letter as it is written now; null is answered when there is nothing to say any more. */
function letterOut(system: System, [letter]: readonly Delivery[], send: SendMail) {
  const work = async () => {
    const kind = letterKinds.get(letter?.letter ?? '')
    const mail = await kind?.write(system, letter?.recordId ?? 0)
    return mail == null ? null : send(mail)
  }
  return { address: letter?.address ?? null, work }
}

/** Notices of one account, on their way by mail or to the gate. */
async function noticesOut(
  system: System,
  batch: readonly Delivery[],
  { send, template }: { readonly send: SendMail; readonly template: Templates },
) {
  const { gate, publicUrl } = system.config
  const { reader, notices } = await contents(system, batch, template)
  if (batch[0]?.channel === 'webhook' && gate !== null)
    return {
      address: gate.url,
      work: () => handToGate(gate, gateBody(reader, notices, publicUrl), system.now()),
    }
  return {
    address: reader.email,
    work: () => send(mailOf(reader, notices, publicUrl, batch[0]?.channel === 'digest')),
  }
}

type Attempt =
  | { readonly ok: true; readonly answer: string | null }
  | { readonly ok: false; readonly reason: string; readonly trouble: MailTrouble | null }

async function attempt(work: () => Promise<string | null>): Promise<Attempt> {
  try {
    return { ok: true, answer: await work() }
  } catch (error) {
    const trouble = troubleOf(error)
    const said = (error instanceof Error ? error.message : String(error)).slice(0, 300)
    return { ok: false, reason: trouble === null ? said : `${trouble}: ${said}`, trouble }
  }
}

async function contents({ db }: System, batch: readonly Delivery[], template: Templates) {
  const rows = await db
    .selectFrom('notice as n')
    .innerJoin('account as a', 'a.id', 'n.accountId')
    .select(['n.id', 'n.kind', 'n.at', 'n.parameters', 'n.href', 'a.id as accountId', 'a.email', 'a.name'])
    .select('a.language')
    .where(
      'n.id',
      'in',
      batch.flatMap(({ noticeId }) => (noticeId === null ? [] : [noticeId])),
    )
    .orderBy('n.id')
    .execute()
  const [first] = rows
  if (first === undefined) throw new Error('A delivery without its notice')
  const language: Language = first.language === 'en' ? 'en' : 'vi'
  const notices = rows.map(({ id, kind, at, parameters, href }): Gated => {
    const said: Template = textOf(template(kind, language), valuesOf(parameters), language)
    return { id, kind, at, href, ...said }
  })
  return { reader: { ...first, language }, notices }
}

interface Gated extends Said {
  readonly kind: string
  readonly at: Date
}

/** What the gate is told: whom, what, where to look. */
function gateBody(
  reader: { readonly accountId: string; readonly name: string; readonly email: string },
  [notice]: readonly Gated[],
  publicUrl: string,
): string {
  if (notice === undefined) throw new Error('A delivery without its notice')
  const { id, kind, at, subject, body, href } = notice
  return toJson({
    id,
    kind,
    at: at.toISOString(),
    to: { account: reader.accountId, name: reader.name, email: reader.email },
    subject,
    text: body,
    url: `${publicUrl}${href}`,
  })
}
