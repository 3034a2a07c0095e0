import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { systemActor } from './actor.ts'
import type { DB } from './database-types.ts'
import { conflict, Problem } from './problem.ts'
import type { System } from './system.ts'

/* Forms and calls that are sent twice and act once: what was sent under which name, and what was answered. */

/** Whether this sending has its answer already, so that nothing need be prepared for it. */
export async function isAnswered({ db }: System, once: string | undefined): Promise<boolean> {
  if (once === undefined) return false
  const found = await db.selectFrom('submission').select('key').where('key', '=', once).executeTakeFirst()
  return found !== undefined
}

export const unusableKey = () =>
  new Problem('submission.key', 422, {
    vi: 'Khóa chống gửi lặp (Idempotency-Key) dài từ 1 đến 100 ký tự.',
    en: 'An Idempotency-Key has 1 to 100 characters.',
  })

export interface Sending {
  readonly key: string
  readonly actor: string
  readonly command: string
  readonly inputSha256: string
}

/**
 * Takes the name for this sending; returns the stored answer when it had been taken (waiting for a sending under way).
 * @throws Problem 409 when the name was used for something else, or for other content: that would be lost in silence
 */
export async function claim(db: Transaction<DB>, sending: Sending): Promise<string | null> {
  const taken = await db
    .insertInto('submission')
    .values({ ...sending, result: '' })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken !== undefined) return null
  const earlier = await db
    .selectFrom('submission')
    .selectAll()
    .where('key', '=', sending.key)
    .executeTakeFirstOrThrow()
  if (earlier.actor !== sending.actor || earlier.command !== sending.command) {
    throw conflict('submission.foreign', {
      vi: 'Biểu mẫu này đã được dùng cho việc khác. Xin tải lại trang.',
      en: 'This form has been used for something else. Please reload the page.',
    })
  }
  if (earlier.inputSha256 !== null && earlier.inputSha256 !== sending.inputSha256) {
    throw conflict('submission.changed', {
      vi: 'Biểu mẫu này đã được gửi với nội dung khác và đã ghi. Nội dung vừa gửi CHƯA được ghi; xin mở lại biểu mẫu và nhập lại.',
      en: 'This form has been sent with other content, which is recorded. What you sent now is NOT recorded; open the form anew.',
    })
  }
  return earlier.result
}

/**
 * What a sending says, as a hash. A file counts by its bytes: sent twice, a form has its file twice under two ids.
 * @param input as the command takes it
 */
export async function contentHash(db: Transaction<DB>, input: unknown): Promise<string> {
  const ids = new Set<number>()
  const isFile = (key: string) => /(^f|F)ileId$/.test(key)
  const plain = JSON.stringify(input, (key, value: unknown) => {
    if (value instanceof Uint8Array) return createHash('sha256').update(value).digest('hex')
    if (typeof value === 'bigint') return String(value)
    if (isFile(key) && typeof value === 'number') ids.add(value)
    return value
  })
  if (ids.size === 0) return createHash('sha256').update(plain).digest('hex')
  const files = await db
    .selectFrom('file')
    .select(['id', 'sha256'])
    .where('id', 'in', [...ids])
    .execute()
  const bytes = new Map(files.map(({ id, sha256 }) => [id, sha256]))
  const named = JSON.stringify(JSON.parse(plain), (key, value: unknown) =>
    isFile(key) && typeof value === 'number' ? (bytes.get(value) ?? value) : value,
  )
  return createHash('sha256').update(named).digest('hex')
}

/** For how many days a sending is remembered: longer than any form stays open or any client tries again. */
export const rememberedDays = 30

/** Forgets sendings that nobody repeats any more. @returns how many */
export async function forgetSendings({ db, now }: Pick<System, 'db' | 'now'>): Promise<number> {
  const before = new Date(now().getTime() - rememberedDays * 86_400_000)
  // What the program itself sends once stays: it is what keeps it from being done again.
  const gone = await db
    .deleteFrom('submission')
    .where('at', '<', before)
    .where('actor', '<>', systemActor.name)
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}
