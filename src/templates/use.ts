import { sql } from 'kysely'
import type { Values } from '../documents/fill/fill.ts'
import { fillTemplate } from '../documents/read/apart.ts'
import type { Db } from '../platform/database.ts'
import type { StoredFile } from '../platform/files.ts'
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
export interface ToMake<R> {
  /** As the audit trail files it: `application:7`. */
  readonly record: string
  readonly title: string
  /** Whose it is; its accounts may open the file. */
  readonly enterpriseId: number | null
  readonly values: R
}

/**
 * Makes documents of a kind with the template in use on a day, keeps their files and what each was made of. Many are made at once,
 * since the template is read once for all of them.
 * @returns in the order given, the document and its file
 */
export async function makeDocuments<R>(
  context: Pick<Context, 'db' | 'files' | 'today'>,
  kind: TemplateKind<R>,
  day: string,
  of: readonly ToMake<R>[],
): Promise<{ readonly id: number; readonly file: StoredFile }[]> {
  if (of.length === 0) return []
  const { db, files, today } = context
  const template = await usedOn(context, kind, day)
  const made = await fillFor(
    kind,
    template.bytes,
    of.map(({ values }) => values),
  )
  const kept = []
  for (const [at, { record, title, enterpriseId }] of of.entries()) {
    const bytes = made[at]
    if (bytes === undefined) throw new Error('A document was not made')
    const name = markedFileName(`${slug(title)}.docx`)
    const file = await storeMade(db, files, { name, bytes, mime: docx, uploadedBy: null, enterpriseId })
    const { id } = await db
      .insertInto('madeDocument')
      .values({
        ...{ kind: kind.key, record, title, enterpriseId, madeOn: today, fileId: file.id },
        ...{ templateId: template.id, templateSha256: template.sha256 },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    kept.push({ id, file })
  }
  return kept
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
