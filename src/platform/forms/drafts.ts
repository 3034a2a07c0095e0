import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import type { Db } from '../database.ts'
import type { DB } from '../database-types.ts'
import { formatMoment } from '../dates.ts'
import { toJson } from '../json.ts'
import { type Words, words } from '../language.ts'
import type { FormValues } from '../page.ts'
import { conflict, notFound, Problem } from '../problem.ts'
import { holdToQuota } from '../quota.ts'
import { sealBytes } from '../sealing.ts'
import type { System } from '../system.ts'
import { asksSecret } from './body.ts'
import {
  bound,
  draftPage,
  draftsSince,
  nameUploads,
  pageField,
  purpose,
  type Said,
  versionField,
} from './kept.ts'

/*
 * A draft of a form is kept by its account while it types, on whichever machine: sealed as forms of ended sessions are, its files as
 * uploads of the account. One filling of a form has one draft; whoever saves over a version that he has not seen is asked first. Sending
 * the form drops it.
 */

/** What an address says that a form is sent to for being kept, not for being done. */
export const draftQuery = '_draft'
/** Drafts that an account may have. */
export const mostDrafts = 50

/** The address that keeps the form of this action as a draft. */
export const draftAction = (action: string): string =>
  `${action}${action.includes('?') ? '&' : '?'}${draftQuery}=1`

/** The address of a form without the wish that it be kept as a draft. */
export function sentTo(url: URL): string {
  const search = new URLSearchParams(url.search)
  search.delete(draftQuery)
  return url.pathname + (search.size === 0 ? '' : `?${search}`)
}

/** A form that is to be kept as a draft. */
interface ToSave {
  readonly userId: string
  readonly once: string
  readonly route: string
  readonly at: string
  readonly params: Readonly<Record<string, string>>
  /** What was typed; files stand in it as the ids of uploads. */
  readonly values: FormValues
  /** What the form is for. */
  readonly name: Words
}

/** A draft as it was kept. */
export interface Saved {
  readonly id: string
  readonly number: number
  readonly version: number
  readonly at: Date
}

/** Another version of the draft was kept in the meantime: what is stored, so that it can be asked about. */
export interface Newer extends Saved {
  readonly newer: true
}

/**
 * Keeps a draft for its account.
 * @returns the draft, or the version that was kept elsewhere since this one was seen: nothing is written then
 * @throws Problem 409 when the form has been sent or asks for a secret, or the account has too many drafts; 413 beyond its quota
 */
export async function saveDraft(system: System, draft: ToSave): Promise<Saved | Newer> {
  const { userId, once, values } = draft
  if (asksSecret(values)) throw noSecret()
  const { [versionField]: seen, [pageField]: page, ...typed } = values
  return system.db.transaction().execute(async (db) => {
    await db.selectFrom('account').select('id').where('id', '=', userId).forUpdate().executeTakeFirstOrThrow()
    const sent = await db.selectFrom('submission').select('key').where('key', '=', once).executeTakeFirst()
    if (sent !== undefined) throw alreadySent()
    const earlier = await db
      .selectFrom('keptForm')
      .select(['id', 'number', 'version', 'keptAt'])
      .where('once', '=', once)
      .executeTakeFirst()
    if (earlier === undefined) await refuseTooMany(db, userId)
    else if (String(earlier.version) !== seen)
      return { ...earlier, at: earlier.keptAt, newer: true } satisfies Newer
    const id = earlier?.id ?? randomUUID()
    const { route, at, params } = draft
    const said: Said = {
      route,
      at,
      params: { ...params },
      values: Object.fromEntries(
        Object.entries(typed).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      files: [],
      dropped: [],
    }
    const sealed = sealBytes(system, purpose, Buffer.from(toJson(said)), bound(id, userId))
    await holdToQuota(db, userId, sealed.byteLength, system.config.uploadQuota)
    const now = system.now()
    const row = {
      sealed,
      size: BigInt(sealed.byteLength),
      keptAt: now,
      draft: true,
      page: draftPage(page, at),
      vi: draft.name.vi,
      en: draft.name.en,
      version: (earlier?.version ?? 0) + 1,
    }
    const { number } = await db
      .insertInto('keptForm')
      .values({ id, userId, once, ...row })
      .onConflict((there) => there.column('once').doUpdateSet(row))
      .returning('number')
      .executeTakeFirstOrThrow()
    await nameUploads(db, id, userId, typed)
    return { id, number, version: row.version, at: now }
  })
}

async function refuseTooMany(db: Transaction<DB>, userId: string): Promise<void> {
  const { n } = await db
    .selectFrom('keptForm')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('userId', '=', userId)
    .where('draft', '=', true)
    .executeTakeFirstOrThrow()
  if (Number(n) < mostDrafts) return
  throw conflict(
    'draft.tooMany',
    words(
      `Tài khoản này đã có ${mostDrafts} bản nháp nên chưa lưu thêm: xin bỏ bớt ở trang Bản nháp của tôi.`,
      `This account has ${mostDrafts} drafts, so no further one is kept: drop some on the page My drafts.`,
    ),
  )
}

const alreadySent = () =>
  conflict(
    'draft.sent',
    words(
      'Biểu mẫu này đã được gửi nên không lưu nháp nữa.',
      'This form has been sent, so no draft is kept of it.',
    ),
  )

const noSecret = () =>
  new Problem(
    'draft.secret',
    409,
    words('Biểu mẫu có mật khẩu nên không lưu nháp.', 'No draft is kept of a form that asks for a password.'),
  )

/** A draft of an account, as lists and pages name it: nothing of what was typed. */
export interface DraftRow {
  readonly number: number
  readonly name: Words
  /** The path of the page that the form stands on. */
  readonly page: string
  readonly savedAt: Date
  /** When it is dropped by itself. */
  readonly endsAt: Date
}

/** The drafts of an account, the newest first. @param page only those of the forms of this page */
export async function draftsOf(
  system: { readonly db: Db; readonly now: () => Date },
  userId: string,
  page?: string,
): Promise<DraftRow[]> {
  const rows = await system.db
    .selectFrom('keptForm')
    .select(['number', 'vi', 'en', 'page', 'keptAt'])
    .where('userId', '=', userId)
    .where('draft', '=', true)
    .$if(page !== undefined, (all) => all.where('page', '=', page ?? ''))
    .orderBy('keptAt', 'desc')
    .limit(mostDrafts)
    .execute()
  if (rows.length === 0) return []
  const since = await draftsSince(system)
  const lasts = system.now().getTime() - since.getTime()
  return rows
    .filter(({ keptAt }) => keptAt > since)
    .map((row) => ({
      number: row.number,
      name: { vi: row.vi ?? '', en: row.en ?? '' },
      page: row.page ?? '/',
      savedAt: row.keptAt,
      endsAt: new Date(row.keptAt.getTime() + lasts),
    }))
}

/** Where a draft is shown again, by its number. @throws Problem 404 when this account has none of this number */
export async function draftId({ db }: Pick<System, 'db'>, number: number, userId: string): Promise<string> {
  const row = await db
    .selectFrom('keptForm')
    .select('id')
    .where('number', '=', number)
    .where('userId', '=', userId)
    .where('draft', '=', true)
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('bản nháp', 'Draft'))
  return row.id
}

/** What a draft says that is shown again. */
export const draftWords = (at: Date): Words =>
  words(
    `Đây là bản nháp lưu lúc ${formatMoment(at)}; CHƯA có gì được gửi. Xin nhập tiếp rồi gửi.`,
    `This is the draft of ${formatMoment(at)}; NOTHING has been sent yet. Go on and send it.`,
  )

/** What a form says whose draft was saved elsewhere in the meantime. */
export const newerWords = (at: Date): Words =>
  words(
    `Bản nháp này đã được lưu ở nơi khác lúc ${formatMoment(at)}, nên nội dung dưới đây CHƯA được lưu. Bấm "Lưu nháp" lần nữa để thay bản đó, hoặc mở bản đó ở trang Bản nháp của tôi.`,
    `This draft was saved elsewhere on ${formatMoment(at)}, so what stands below is NOT saved. Press “Save draft” again to replace that one, or open that one on the page My drafts.`,
  )
