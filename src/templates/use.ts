import { sql } from 'kysely'
import { z } from 'zod'
import type { Values } from '../documents/fill/fill.ts'
import { fillTemplate } from '../documents/read/apart.ts'
import type { Db } from '../platform/database.ts'
import { storeMade } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { markedBanner, markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { type TemplateKind, templateKinds, valuesOf } from './kinds.ts'
import { sha256Of, shippedTemplate } from './shipped.ts'

export const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** @throws Problem 404 for a key that no room declares */
export function kindOf(key: string): TemplateKind {
  const kind = templateKinds.get(key)
  if (kind === undefined) throw notFound(words('loại mẫu này', 'This kind of template'))
  return kind
}

/** The version that a kind is made of on a day, in SQL over `word_template`: the last that was to be used from that day or before. */
export async function versionOn(db: Db, kind: string, day: string) {
  return db
    .selectFrom('wordTemplate as w')
    .innerJoin('file as f', 'f.id', 'w.fileId')
    .select(['w.id', 'w.number', 'w.usedFrom', 'f.sha256', 'f.name'])
    .where('w.kind', '=', kind)
    .where('w.state', '=', 'used')
    .where('w.usedFrom', '<=', day)
    .orderBy('w.usedFrom', 'desc')
    .orderBy('w.id', 'desc')
    .executeTakeFirst()
}

/** A template as letters are made of it. */
export interface UsedTemplate {
  /** null: the one that the program ships. */
  readonly id: number | null
  readonly sha256: string
  readonly bytes: Uint8Array
}

/** What a kind is made of on a day: the version in use then, before the first one the shipped template. */
export async function usedOn(
  { db, files }: Pick<Context, 'db' | 'files'>,
  kind: Pick<TemplateKind, 'key' | 'shipped'>,
  day: string,
): Promise<UsedTemplate> {
  const version = await versionOn(db, kind.key, day)
  if (version !== undefined)
    return { id: version.id, sha256: version.sha256, bytes: await files.read(version.sha256) }
  const bytes = await shippedTemplate(kind)
  return { id: null, sha256: sha256Of(bytes), bytes }
}

/** Fills a template for records, in their order. */
export const fillFor = <R>(kind: TemplateKind<R>, bytes: Uint8Array, records: readonly R[]) =>
  fillTemplate(
    bytes,
    records.map((record): Values => valuesOf(kind.fields, record)),
    markedBanner(undefined),
  )

/** A document to be made: of which record, and what it is called. */
interface ToMake {
  /** As the audit trail files it: `application:7`. */
  readonly record: string
  readonly title: string
  /** Whose it is; its accounts may open the file. */
  readonly enterpriseId: number | null
}

/** Documents that are filled and not kept yet: with the template that they are of. */
export interface Filled {
  readonly kind: string
  readonly template: UsedTemplate
  readonly bytes: Uint8Array
}

/**
 * Fills the template in use on a day for one record. It takes a while and locks nothing: `prepare` of a command does it.
 * @throws Problem 409 for a template whose marks do not stand together
 */
export async function fillDocument<R>(
  context: Pick<Context, 'db' | 'files'>,
  kind: TemplateKind<R>,
  day: string,
  record: R,
): Promise<Filled> {
  const template = await usedOn(context, kind, day)
  const [bytes] = await fillFor(kind, template.bytes, [record])
  if (bytes === undefined) throw new Error('A document was not made')
  return { kind: kind.key, template, bytes }
}

/** Keeps a filled document: its file, of which record and which template it is. */
export async function keepDocument(
  { db, files, today }: Pick<Context, 'db' | 'files' | 'today'>,
  { kind, template, bytes }: Filled,
  { record, title, enterpriseId }: ToMake,
): Promise<{ readonly documentId: number; readonly fileId: number }> {
  const name = markedFileName(`${slug(title)}.docx`)
  const file = await storeMade(db, files, { name, bytes, mime: docx, uploadedBy: null, enterpriseId })
  const { id } = await db
    .insertInto('madeDocument')
    .values({
      ...{ kind, record, title, enterpriseId, madeOn: today, fileId: file.id },
      ...{ templateId: template.id, templateSha256: template.sha256 },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { documentId: id, fileId: file.id }
}

/** A document of a record, as its page shows it. */
export const DocumentRow = z.object({
  id: z.int(),
  title: z.string(),
  madeOn: z.iso.date(),
  file: z.object({ id: z.int(), name: z.string() }),
  /** Why its number in the register was cancelled: the document does not count; null where it does. */
  cancelled: z.string().nullable(),
})

/** The documents that were made of a record, the last one first. @param record as the audit trail files it: `application:7` */
export async function documentsOf(db: Db, record: string): Promise<z.infer<typeof DocumentRow>[]> {
  const rows = await db
    .selectFrom('madeDocument as m')
    .innerJoin('file as f', 'f.id', 'm.fileId')
    .leftJoin('outgoingNumber as n', 'n.documentId', 'm.id')
    .select(['m.id', 'm.title', 'm.madeOn', 'm.fileId', 'f.name', 'n.cancelReason as cancelled'])
    .where('m.record', '=', record)
    .orderBy('m.id', 'desc')
    .execute()
  return rows.map(({ fileId, name, ...row }) => ({ ...row, file: { id: fileId, name } }))
}

/** Where a version stands on a day, in SQL. @param at the table `word_template` in the select */
export const stateOn = (at: string, today: string) => sql<
  'faulty' | 'uploaded' | 'ahead' | 'used' | 'past' | 'dropped'
>`CASE
  WHEN ${sql.ref(`${at}.state`)} = 'uploaded' AND ${sql.ref(`${at}.faults`)} <> '[]' THEN 'faulty'
  WHEN ${sql.ref(`${at}.state`)} <> 'used' THEN ${sql.ref(`${at}.state`)}
  WHEN ${sql.ref(`${at}.used_from`)} > ${today}::date THEN 'ahead'
  WHEN ${sql.ref(`${at}.id`)} = (SELECT u.id FROM word_template u WHERE u.kind = ${sql.ref(`${at}.kind`)} AND u.state = 'used'
    AND u.used_from <= ${today}::date ORDER BY u.used_from DESC, u.id DESC LIMIT 1) THEN 'used' ELSE 'past' END`
