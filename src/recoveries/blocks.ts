import { sql } from 'kysely'
import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import { officers } from '../platform/actor.ts'
import { choice, dongOut, id, longText } from '../platform/fields.ts'
import { endNow } from '../platform/in-force.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { exceptionFields, exceptionStates, ruleFields } from './fields.ts'

/* What bars enterprises from new support, and exceptions from it: only where a row with its document allows them, with the reason, by two persons. */

explainConstraint('block_exception_allowed', () =>
  conflict(
    'recoveries.noExceptions',
    words(
      'Chưa có văn bản cho phép ngoại lệ; ghi văn bản đó trước.',
      'No document that allows exceptions is entered; enter that first.',
    ),
  ),
)
explainConstraint('block_exception_open', () =>
  conflict(
    'recoveries.exceptionAsked',
    words('Ngoại lệ này đang chờ duyệt.', 'This exception waits already.'),
  ),
)
explainConstraint('block_rule_in_force', () =>
  conflict('recoveries.ruleStands', words('Đã có văn bản đang áp dụng.', 'A document is in force already.')),
)

export const blockKinds = ['recovery', 'advance'] as const
const Exception = z.object({
  id: z.int(),
  reason: z.string(),
  until: z.iso.date(),
  state: exceptionStates.schema,
  askedBy: z.string(),
  settledBy: z.string().nullable(),
})
const Blocked = z.object({
  /** Null for the host of a task that is no enterprise of the register. */
  enterpriseId: z.int().nullable(),
  /** The enterprise, or the host. */
  name: z.string(),
  /** Of a host: the task. */
  taskId: z.int().nullable(),
  kind: z.enum(blockKinds),
  recordId: z.int(),
  number: z.string(),
  rest: dongOut(),
  dueOn: z.iso.date(),
  exception: Exception.nullable(),
})
export type Blocked = z.infer<typeof Blocked>

/** What bars enterprises and hosts of tasks today, at most 500, with the latest exception of each; and the document that allows exceptions. */
export const listBlocks = query({
  name: 'recoveries.blocks',
  summary: words('Đơn vị chưa được hỗ trợ mới', 'Who is barred from new support'),
  route: 'GET /support-blocks',
  input: z.object({}),
  output: z.object({
    rows: z.array(Blocked),
    rule: z
      .object({ id: z.int(), source: z.string(), reason: z.string(), validFrom: z.iso.date() })
      .nullable(),
  }),
  may: officers,
  async run({ db, today }) {
    const { rows } = await sql<Blocked>`
      SELECT b.enterprise_id, coalesce(e.name, k.host_name, '') AS name, b.task_id, b.kind, b.record_id, b.number, b.rest, b.due_on,
             (SELECT jsonb_build_object('id', x.id, 'reason', x.reason, 'until', x.until, 'state', x.state, 'askedBy', coalesce(a.name, 'nscl'),
                       'settledBy', s.name)
                FROM block_exception x LEFT JOIN account a ON a.id = x.asked_by LEFT JOIN account s ON s.id = x.settled_by
               WHERE CASE b.kind WHEN 'recovery' THEN x.recovery_id ELSE x.advance_id END = b.record_id ORDER BY x.id DESC LIMIT 1) AS exception
        FROM support_block b LEFT JOIN enterprise e ON e.id = b.enterprise_id LEFT JOIN science_task k ON k.id = b.task_id
       WHERE b.kind = 'recovery' OR b.due_on < ${today}::date ORDER BY b.due_on, b.kind, b.record_id LIMIT 500`.execute(
      db,
    )
    const rule = await db
      .selectFrom('blockRule')
      .select(['id', 'source', 'reason', 'validFrom'])
      .where('validTo', 'is', null)
      .executeTakeFirst()
    return { rows, rule: rule ?? null }
  },
})

/** Enters the document that allows exceptions. */
export const setBlockRule = command({
  name: 'recoveries.allowExceptions',
  summary: words('Ghi văn bản cho phép ngoại lệ', 'Enter the document that allows exceptions'),
  route: 'POST /support-blocks/rules',
  input: z.object(ruleFields.input),
  output: z.object({ id: z.int() }),
  may: ['leader'],
  subject: (_input, output) => `block_rule:${output.id}`,
  run: ({ db, actor, now }, rule) =>
    db
      .insertInto('blockRule')
      .values({ ...rule, setBy: actor.userId, setAt: now })
      .returning('id')
      .executeTakeFirstOrThrow(),
})

/** Ends it with today as its last day. */
export const endBlockRule = command({
  name: 'recoveries.endExceptions',
  summary: words('Thôi cho phép ngoại lệ', 'Allow no more exceptions'),
  route: 'POST /support-blocks/rules/{id}/end',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int() }),
  may: ['leader'],
  subject: ({ id }) => `block_rule:${id}`,
  async run({ db, today }, { id: ruleId }) {
    if (!(await endNow(db, 'blockRule', ruleId, today)))
      throw notFound(words('văn bản cho phép ngoại lệ', 'Document that allows exceptions'))
    return { id: ruleId }
  },
})

const Changed = z.object({ id: z.int(), state: exceptionStates.schema })

/** Asks that a recovery or an overdue advance does not bar new support until a day. */
export const askException = command({
  name: 'recoveries.askException',
  summary: words('Đề nghị ngoại lệ', 'Ask for an exception'),
  route: 'POST /support-blocks/{kind}/{record}/exceptions',
  input: z.object({ kind: choice(blockKinds), record: id(), ...exceptionFields.input }),
  output: Changed,
  may: ['coordinator', 'finance'],
  subject: (_input, output) => `block_exception:${output.id}`,
  async run({ db, actor, now }, { kind, record, until, reason }) {
    const { rows } =
      await sql`SELECT FROM support_block WHERE kind = ${kind} AND record_id = ${record}::int`.execute(db)
    if (rows.length === 0) throw notFound(words('nghĩa vụ chưa hoàn thành', 'What is not settled'))
    return db
      .insertInto('blockException')
      .values({
        ...(kind === 'recovery' ? { recoveryId: record } : { advanceId: record }),
        ...{ until, reason, askedBy: actor.userId, askedAt: now },
      })
      .returning(['id', 'state'])
      .$narrowType<{ state: 'asked' }>()
      .executeTakeFirstOrThrow()
  },
})

/** Who asked for an exception does not approve it. */
export const askedException = {
  table: 'blockException',
  by: 'askedBy',
  at: 'askedAt',
  did: words('Bạn đã đề nghị ngoại lệ này', 'You asked for this exception'),
} satisfies EarlierAct

/** Approves an exception that another person asked for, or refuses it with the reason. */
export const settleException = command({
  name: 'recoveries.settleException',
  summary: words('Duyệt ngoại lệ', 'Settle an exception'),
  route: 'POST /support-blocks/exceptions/{id}/outcome',
  input: z.object({ id: id(), outcome: choice(['approved', 'refused']), reason: longText(2000) }),
  output: Changed,
  may: ['leader'],
  subject: ({ id }) => `block_exception:${id}`,
  async run(context, { id: exceptionId, outcome, reason }) {
    const { db, actor, today } = context
    const row = await db
      .selectFrom('blockException')
      .selectAll()
      .where('id', '=', exceptionId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('ngoại lệ', 'Exception'))
    if (row.state !== 'asked')
      throw conflict(
        'recoveries.exceptionSettled',
        words('Ngoại lệ này đã được xử lý.', 'This exception is settled already.'),
      )
    await holdPersonsApart(context, 'payment', { account: row.askedBy, at: row.askedAt }, askedException.did)
    await db
      .updateTable('blockException')
      .set({ state: outcome, settledBy: actor.userId, settledOn: today, refusal: reason })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, state: outcome }
  },
})
