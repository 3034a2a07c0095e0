import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import { type ManyRow, manyCommand } from '../platform/many.ts'
import type { Context } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { manyPages } from '../ui/index.ts'
import { confirmProof } from './commands.ts'
import { listProofs } from './queries.ts'
import { subjectOf, subjectOfEn } from './threads.ts'

/** The proofs of these numbers that the user reads, each with the version that it has now. */
async function chosen({ db, actor }: Context, ids: readonly number[]): Promise<ManyRow[]> {
  const rows = await db
    .selectFrom('enterpriseProof as p')
    .innerJoin('enterprise as e', 'e.id', 'p.enterpriseId')
    .leftJoin('keyProduct as k', 'k.id', 'p.keyProductId')
    .select(['p.id', 'p.version', 'e.name'])
    .select([sql<string>`${subjectOf}`.as('subject'), sql<string>`${subjectOfEn}`.as('subjectEn')])
    .where('p.id', 'in', [...ids])
    .where(readableBy(actor, 'p.enterpriseId'))
    .execute()
  return rows.map(({ id, version, name, subject, subjectEn }) => ({
    id,
    label: words(`${name} · ${subject}`, `${name} · ${subjectEn}`),
    input: { id, version },
  }))
}

/** Several proofs are confirmed, each by the rules of one: whoever entered one is told of that row. */
export const confirmProofs = manyCommand({
  each: confirmProof,
  ...{ own: ['id', 'version'] as const, rows: chosen, fixed: {} },
  name: 'proofs.confirmMany',
  summary: words('Xác nhận nhiều chứng minh tiêu chí', 'Confirm several proofs of criteria'),
  route: 'POST /proof-batches/confirmation',
})
export const confirmMany = manyPages({
  command: confirmProofs,
  title: words('Xác nhận', 'Confirm'),
  address: '/proofs/many/confirmation',
  list: {
    label: words('Chứng minh tiêu chí', 'Proofs of criteria'),
    href: '/proofs',
    query: listProofs,
  },
  href: (id) => `/proofs/${id}`,
  fields: () => null,
  submit: (count, t) => t(`Xác nhận ${count} chứng minh`, `Confirm ${count} proofs`),
})
