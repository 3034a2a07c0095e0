import { sql } from 'kysely'
import { z } from 'zod'
import { holds } from '../platform/actor.ts'
import { optionalDay, optionalText } from '../platform/fields.ts'
import { toJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { mask, mayReadBefore } from '../platform/written-before.ts'

const AuditRow = z.object({
  id: z.int(),
  at: z.string(),
  actor: z.string(),
  via: z.string(),
  command: z.string(),
  subject: z.string().nullable(),
})

/** What was done, when and by whom; newest first. */
export const listAudit = query({
  name: 'audit.list',
  summary: words('Nhật ký thao tác', 'Audit trail'),
  route: 'GET /audit',
  input: z.object({
    ...listInput(['at']),
    command: optionalText(80),
    subject: optionalText(80),
    from: optionalDay(),
    to: optionalDay(),
  }),
  output: listOutput(AuditRow),
  may: ['admin', 'coordinator', 'leader', 'auditor', 'system'],
  async run({ db }, input) {
    let select = db
      .selectFrom('audit')
      .select([
        sql<number>`audit.seq::float8`.as('id'),
        sql<string>`to_char(audit.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`.as('at'),
        sql<string>`audit_actor(audit.actor, audit.user_id)`.as('actor'),
        'audit.via',
        'audit.command',
        'audit.subject',
      ])
    if (input.command !== undefined) select = select.where('audit.command', '=', input.command)
    if (input.subject !== undefined) select = select.where('audit.subject', '=', input.subject)
    if (input.from !== undefined) select = select.where(sql<boolean>`audit.at >= ${input.from}::date`)
    if (input.to !== undefined) select = select.where(sql<boolean>`audit.at < ${input.to}::date + 1`)
    return pageOf(
      select,
      input,
      { at: { column: 'audit.seq', value: (row) => row.id, direction: 'desc' } },
      'audit.seq',
    )
  },
})

/** One record: what was sent and which rows it wrote. */
export const showAudit = query({
  name: 'audit.show',
  summary: words('Một thao tác', 'One audit record'),
  route: 'GET /audit/{id}',
  input: z.object({ id: z.coerce.number().int().min(1) }),
  output: AuditRow.extend({
    input: z.unknown(),
    hash: z.string(),
    previous: z.string(),
    changes: z.array(
      z.object({ table: z.string(), key: z.string(), operation: z.string(), after: z.unknown() }),
    ),
    /** Whether personal values written before they were sealed are left out, for want of the right to read them. */
    masked: z.boolean(),
  }),
  may: ['admin', 'coordinator', 'auditor', 'system'],
  async run({ db, actor }, { id }) {
    const readsBefore = holds(actor, mayReadBefore)
    const record = await db
      .selectFrom('audit')
      .select([
        'id as reference',
        'at',
        sql<string>`audit_actor(audit.actor, audit.user_id)`.as('actor'),
        'via',
        'command',
        'subject',
        'hash',
        'previous',
        sql<unknown>`input_read(audit.id, audit.input, audit.user_id, ${readsBefore})`.as('input'),
      ])
      .where('seq', '=', BigInt(id))
      .executeTakeFirst()
    if (record === undefined) throw notFound(words('bản ghi', 'Record'))
    const { reference, at, ...rest } = record
    const changes = await db
      .selectFrom('change')
      .select([
        'change.tableName as table',
        'change.rowKey as key',
        'change.operation',
        sql<unknown>`change_read(change.id, change.table_name, change.after, ${readsBefore})`.as('after'),
      ])
      .where('auditId', '=', reference)
      .orderBy('change.id')
      .limit(500)
      .execute()
    return {
      ...rest,
      id,
      at: at.toISOString(),
      changes,
      masked: toJson([rest.input, changes]).includes(mask),
    }
  },
})
