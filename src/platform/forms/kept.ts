import { randomUUID } from 'node:crypto'
import type { ExpressionBuilder, Transaction } from 'kysely'
import { z } from 'zod'
import type { Db } from '../database.ts'
import type { DB } from '../database-types.ts'
import { parseJson, toJson } from '../json.ts'
import { type Words, words } from '../language.ts'
import type { FormValues } from '../page.ts'
import { type FieldProblem, Problem } from '../problem.ts'
import { openBytes, sealBytes } from '../sealing.ts'
import type { System } from '../system.ts'
import { asksSecret, fileNameField, keepsPlace, type SentForm } from './body.ts'

/*
 * A form that comes when its account's session has ended is kept for that account alone: sealed with a key outside the database, for a
 * week, with its files. Nothing of it is written before the account has signed in again, seen it and sent it. Drafts are kept the same
 * way (`drafts.ts`), for as long as the house says.
 */

/** Where a kept form is shown again. */
export const typedPath = '/typed'
/** Days for which a kept form waits for its account. */
export const keptDays = 7
/** Forms of ended sessions that are kept for one account; the oldest goes first. */
const mostForms = 20
/** Bytes of files that are kept for one account; beyond them the texts alone are kept. */
const mostBytes = 100 * 1024 * 1024

/** The hidden field that says which version of what is kept somebody saw; '' before anything was. */
export const versionField = '_saved'

/** The hidden field that says on which page the form stands. */
export const pageField = '_page'

/** The path of the page that a draft's form stands on. @param said by the form; @param at where it is sent to */
export function draftPage(said: unknown, at: string): string {
  const page = [said, at].find((text) => typeof text === 'string' && /^\/(?!\/)[^\s\\]{0,1000}$/.test(text))
  return String(page ?? '/').replace(/[?#].*$/s, '')
}

/** What the key is for that they are sealed with. */
export const purpose = 'kept form'

const Kept = z.object({
  /** The page that received it, as it is declared. */
  route: z.string(),
  /** The address that it was sent to. */
  at: z.string(),
  params: z.record(z.string(), z.string()),
  values: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  files: z.array(z.object({ field: z.string(), name: z.string() })),
  /** Names of files that there was no room for. */
  dropped: z.array(z.string()),
})

/** What of a form is sealed. */
export type Said = z.output<typeof Kept>

/** A form that was kept, opened. */
export type KeptForm = Said & {
  readonly id: string
  readonly userId: string
  readonly keptAt: Date
  /** How often it was kept. */
  readonly version: number
  /** The page of a draft; null for a form that was sent when the session had ended. */
  readonly draftOf: string | null
}

/** What is to be kept. */
export interface ToKeep {
  readonly userId: string
  readonly once: string
  readonly route: string
  readonly at: string
  readonly params: Readonly<Record<string, string>>
  readonly form: SentForm
  /** What the form is for, where it was to be kept as a draft: nobody is led to it when signing in. */
  readonly draft?: Words | undefined
}

export const bound = (id: string, userId: string) => `${id} ${userId}`

/** Keeps a form for its account. @returns where it is shown again; null for one that asks for a secret, or when there is no such account */
export async function keepForm(system: System, kept: ToKeep): Promise<string | null> {
  const { userId, form } = kept
  if (asksSecret(form.values)) return null
  const now = system.now()
  return system.db.transaction().execute(async (db) => {
    const account = await db
      .selectFrom('account')
      .select('id')
      .where('id', '=', userId)
      .forUpdate()
      .executeTakeFirst()
    if (account === undefined) return null
    // The same filling sent again, or the draft that it was typed on: what was typed last counts.
    const same = await db
      .selectFrom('keptForm')
      .select(['id', 'draft', 'version'])
      .where('once', '=', kept.once)
      .executeTakeFirst()
    // A draft that was saved elsewhere in the meantime stays beside it.
    const isOther = same?.draft === true && String(same.version) !== form.values[versionField]
    const once = isOther ? `${kept.once}.${randomUUID().slice(0, 8)}` : kept.once
    if (!isOther) await db.deleteFrom('keptForm').where('once', '=', once).execute()
    const earlier = await db
      .selectFrom('keptForm')
      .select(['id', 'size'])
      .where('userId', '=', userId)
      .where('draft', '=', false)
      .orderBy('keptAt', 'desc')
      .execute()
    const overfull = earlier.slice(mostForms - 1).map(({ id }) => id)
    if (overfull.length > 0) await db.deleteFrom('keptForm').where('id', 'in', overfull).execute()
    const size = form.files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0)
    const used = earlier.slice(0, mostForms - 1).reduce((sum, row) => sum + Number(row.size), 0)
    const files = used + size <= mostBytes ? form.files : []
    const id = randomUUID()
    const { _once, ...values } = form.values
    const said = {
      route: kept.route,
      at: kept.at,
      params: kept.params,
      values: { ...values, _once: once },
      files: files.map(({ field, name }) => ({ field, name })),
      dropped: files.length === 0 ? form.files.map(({ name }) => name) : [],
    }
    await db
      .insertInto('keptForm')
      .values({
        id,
        userId,
        once,
        sealed: sealBytes(system, purpose, Buffer.from(toJson(said)), bound(id, userId)),
        size: BigInt(files.length === 0 ? 0 : size),
        keptAt: now,
        version: (same?.version ?? 0) + 1,
        ...(kept.draft === undefined
          ? { draft: false }
          : { draft: true, page: draftPage(form.values[pageField], kept.at), ...kept.draft }),
      })
      .execute()
    for (const [place, { bytes }] of files.entries()) {
      await db
        .insertInto('keptFormFile')
        .values({ keptId: id, place, sealed: sealBytes(system, purpose, bytes, `${id} ${place}`) })
        .execute()
    }
    await nameUploads(db, id, userId, form.values)
    return `${typedPath}/${id}`
  })
}

/** Names the uploads of a kept form, so that they are no unused files. */
export async function nameUploads(
  db: Transaction<DB>,
  keptId: string,
  userId: string,
  values: FormValues,
): Promise<void> {
  const ids = Object.entries(values).flatMap(([name, value]) =>
    values[fileNameField(name)] !== undefined && /^\d{1,9}$/.test(String(value)) ? [Number(value)] : [],
  )
  await db.deleteFrom('keptFormUpload').where('keptId', '=', keptId).execute()
  if (ids.length === 0) return
  await db
    .insertInto('keptFormUpload')
    .columns(['keptId', 'fileId'])
    .expression((eb) =>
      eb
        .selectFrom('file')
        .select((file) => [file.val(keptId).as('keptId'), 'id'])
        .where('id', 'in', ids)
        .where('uploadedBy', '=', userId),
    )
    .execute()
}

/** Days for which a draft is kept where the house has set no other period (`retention/`). */
export const draftDays = 60
/** The kind under which the house sets that period. */
export const draftRetention = 'formDrafts' as const

const day = 86_400_000
const since = ({ now }: Pick<System, 'now'>) => new Date(now().getTime() - keptDays * day)

/** The moment before which a draft is of no use any more, by the period that the house has set. */
export async function draftsSince({ db, now }: { readonly db: Db; readonly now: () => Date }): Promise<Date> {
  const rule = await db
    .selectFrom('retentionRule')
    .select('days')
    .where('kind', '=', draftRetention)
    .executeTakeFirst()
  return new Date(now().getTime() - (rule?.days ?? draftDays) * day)
}

/**
 * A kept form, opened for the account that filled it in.
 * @throws Problem 404 when there is none (any more), 409 when another account filled it in
 */
export async function keptForm(system: System, id: string, userId: string): Promise<KeptForm> {
  const row = /^[0-9a-f-]{36}$/.test(id)
    ? await system.db
        .selectFrom('keptForm')
        .select(['userId', 'sealed', 'draft', 'version', 'page', 'keptAt'])
        .where('id', '=', id)
        .where(await stillKept(system))
        .executeTakeFirst()
    : undefined
  const opened = row === undefined ? null : openBytes(system, purpose, row.sealed, bound(id, row.userId))
  if (row === undefined || opened === null) {
    throw new Problem('typed.gone', 404, {
      vi: 'Không còn nội dung này: biểu mẫu đã được gửi, đã bỏ, hoặc đã quá thời hạn giữ.',
      en: 'This is no longer kept: the form has been sent or dropped, or the time for which it is kept has passed.',
    })
  }
  if (row.userId !== userId) throw ofAnother()
  const { keptAt, version, page } = row
  const draftOf = row.draft ? page : null
  return { ...Kept.parse(parseJson(opened.toString())), id, userId, keptAt, version, draftOf }
}

/** The condition of a kept form that its time has not passed. */
async function stillKept(system: Pick<System, 'db' | 'now'>) {
  const drafts = await draftsSince(system)
  return (eb: ExpressionBuilder<DB, 'keptForm'>) =>
    eb.or([
      eb.and([eb('draft', '=', false), eb('keptAt', '>', since(system))]),
      eb.and([eb('draft', '=', true), eb('keptAt', '>', drafts)]),
    ])
}

/** Somebody else's text: its reader is told that it is kept, and sees nothing of it. */
export function ofAnother(): Problem {
  return new Problem('typed.ofAnother', 409, {
    vi: `Nội dung này do một tài khoản khác nhập trên trình duyệt này nên không hiển thị và chưa được ghi. Nội dung được giữ ${keptDays} ngày cho tài khoản đó: đăng xuất rồi đăng nhập bằng tài khoản đó để gửi.`,
    en: `Another account filled this in on this browser, so it is not shown and nothing was written. It is kept for that account for ${keptDays} days: sign out and sign in as that account to send it.`,
  })
}

/** What a form says that was sent when the session had ended: that nothing was written. */
export const lostSession = words(
  'Phiên đăng nhập đã hết trước khi gửi nên CHƯA có gì được ghi. Nội dung bạn đã nhập được giữ lại dưới đây; xin kiểm tra rồi gửi.',
  'Your session had ended before this was sent, so NOTHING has been written yet. What you typed is kept below; please check it and send it.',
)

/** A form that is shown again and not sent. @param said why it is; @param fields what of it is wrong already */
export function restoredProblem(said: Words, fields: readonly FieldProblem[]): Problem {
  return new Problem('typed.restored', 409, said, fields)
}

/**
 * The values of a kept form, its files kept as uploads of its account, whose ids stand in them from now on.
 * @param upload keeps one file; a Problem is the reason that the form shows beside it
 */
export async function keptValues(
  system: System,
  kept: KeptForm,
  upload: (file: { name: string; bytes: Uint8Array; keepPlace: boolean }) => Promise<{ id: number }>,
): Promise<{ values: FormValues; wrong: FieldProblem[] }> {
  const values: Record<string, string | string[]> = { ...kept.values }
  const wrong = kept.dropped.map(
    (name): FieldProblem => ({
      field: '',
      words: words(
        `Tệp "${name}" không giữ được, xin chọn lại.`,
        `The file “${name}” was not kept; choose it again.`,
      ),
    }),
  )
  if (kept.files.length === 0) return { values, wrong }
  const rows = await system.db
    .selectFrom('keptFormFile')
    .select(['place', 'sealed'])
    .where('keptId', '=', kept.id)
    .execute()
  for (const [place, { field, name }] of kept.files.entries()) {
    const sealed = rows.find((row) => row.place === place)?.sealed
    const bytes = sealed === undefined ? null : openBytes(system, purpose, sealed, `${kept.id} ${place}`)
    if (bytes === null) continue
    try {
      const { id } = await upload({ name, bytes, keepPlace: keepsPlace(values, field) })
      values[field] = String(id)
      values[fileNameField(field)] = name
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      wrong.push({ field, words: error.words })
    }
  }
  const { id, userId, keptAt, version, draftOf, ...said } = kept
  const now = { ...said, values, files: [], dropped: kept.dropped }
  await system.db.transaction().execute(async (db) => {
    await db.deleteFrom('keptFormFile').where('keptId', '=', id).execute()
    const sealed = sealBytes(system, purpose, Buffer.from(toJson(now)), bound(id, userId))
    await db.updateTable('keptForm').set({ sealed, size: 0n }).where('id', '=', id).execute()
  })
  return { values, wrong }
}

/** Lets go of the kept form of a filling that has been sent. */
export async function forgetSent({ db }: Pick<System, 'db'>, once: string): Promise<void> {
  await db.deleteFrom('keptForm').where('once', '=', once).execute()
}

/** Where the newest form that is kept for an account is shown; null when there is none. */
export async function newestKept(system: Pick<System, 'db' | 'now'>, userId: string): Promise<string | null> {
  const row = await system.db
    .selectFrom('keptForm')
    .select('id')
    .where('userId', '=', userId)
    .where('draft', '=', false)
    .where('keptAt', '>', since(system))
    .orderBy('keptAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : `${typedPath}/${row.id}`
}

/** Forgets forms and drafts that nobody came back for. @returns how many */
export async function forgetKeptForms(system: Pick<System, 'db' | 'now'>): Promise<number> {
  const still = await stillKept(system)
  const gone = await system.db
    .deleteFrom('keptForm')
    .where((eb) => eb.not(still(eb)))
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** Seals the forms that are kept under another key. @returns how many were, and how many did not open */
export async function resealKeptForms(
  db: Transaction<DB>,
  from: Pick<System, 'identity'>,
  to: Pick<System, 'identity'>,
): Promise<{ sealed: number; unreadable: number }> {
  let [sealed, unreadable] = [0, 0]
  // One at a time: their files may be large.
  const ids = await db.selectFrom('keptForm').select('id').execute()
  for (const { id } of ids) {
    const row = await db.selectFrom('keptForm').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    const said = openBytes(from, purpose, row.sealed, bound(id, row.userId))
    if (said === null) {
      unreadable += 1
      continue
    }
    const anew = sealBytes(to, purpose, said, bound(id, row.userId))
    await db.updateTable('keptForm').set({ sealed: anew }).where('id', '=', id).execute()
    const files = await db.selectFrom('keptFormFile').selectAll().where('keptId', '=', id).execute()
    for (const { place, sealed: kept } of files) {
      const bytes = openBytes(from, purpose, kept, `${id} ${place}`)
      if (bytes === null) continue
      await db
        .updateTable('keptFormFile')
        .set({ sealed: sealBytes(to, purpose, bytes, `${id} ${place}`) })
        .where('keptId', '=', id)
        .where('place', '=', place)
        .execute()
    }
    sealed += 1
  }
  return { sealed, unreadable }
}
