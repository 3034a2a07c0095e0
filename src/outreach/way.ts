import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { doers, entersFor } from '../platform/actor.ts'
import { id, longText, optionalLongText, whole } from '../platform/fields.ts'
import type { Words } from '../platform/language.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, type Problem, staleRecord } from '../platform/problem.ts'
import { isWritten, mayBecome, type OutreachState, outreachStates } from './rules.ts'

/*
 * The way that an activity and an integrated programme go alike: sent by who entered it, confirmed or returned by another person, taken back with a
 * reason. Both have the columns of a way, so one set of commands serves each.
 */

export const Changed = z.object({ id: z.int(), state: outreachStates.schema, version: z.int() })

/** A record on the way. */
export interface Going {
  readonly id: number
  readonly version: number
  readonly state: OutreachState
  readonly agencyId: number
  readonly planId: number
  readonly fileId: number | null
}

export interface Way {
  readonly table: 'outreach' | 'integration'
  readonly name: 'outreach' | 'integrations'
  readonly missing: () => Problem
  readonly apart: Apart
}

/** The tables are alike in what is read and written here. */
const alike = ({ table }: Way) => table as 'outreach'

async function lockOne({ db }: Context, way: Way, { id: recordId, version }: Meant): Promise<Going> {
  const row = await db
    .selectFrom(alike(way))
    .select(['id', 'version', 'state', 'agencyId', 'planId', 'fileId'])
    .where('id', '=', recordId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw way.missing()
  if (row.version !== version) throw staleRecord()
  return row
}
interface Meant {
  readonly id: number
  readonly version: number
}

const elsewhere = (way: Way, state: OutreachState) => {
  const is = outreachStates.names[state]
  return conflict(`${way.name}.elsewhere`, words(`Việc này: ${is.vi}.`, `It is: ${is.en}.`))
}

const move = ({ db }: Context, way: Way, row: Meant, set: object) =>
  db
    .updateTable(alike(way))
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'state', 'version'])
    .executeTakeFirstOrThrow()

/** One that is still written, under lock, for whoever enters for its agency. @throws Problem 404, 409 */
export async function lockWritten(context: Context, way: Way, meant: Meant): Promise<Going> {
  const row = await lockOne(context, way, meant)
  if (!entersFor(context.actor, row.agencyId)) throw way.missing()
  if (!isWritten(row)) throw elsewhere(way, row.state)
  return row
}

/** Counts a change of what hangs on it. */
export const touch = (context: Context, way: Way, row: Meant) => move(context, way, row, {})

type More = (context: Context, row: Going, reason: string) => Promise<void>

/** The four commands of a way. */
export function commandsOf<W extends Way>(
  way: W,
  of: {
    readonly said: Readonly<Record<'send' | 'confirm' | 'return' | 'withdraw', Words>>
    /** What is asked before it is sent. */
    readonly sending?: More
    /** What else a confirmation does. */
    readonly confirming?: More
    /** What is asked before it is taken back, and what else that does. */
    readonly withdrawing?: More
  },
) {
  const { name, apart } = way
  const subject = ({ id: recordId }: { readonly id: number }) => `${way.table}:${recordId}`
  const acted = { id: id(), version: whole(1) }
  const at = `/${name}/{id}` as const
  return {
    send: command({
      name: `${name}.send`,
      summary: of.said.send,
      route: `POST ${at}/sending`,
      input: z.object(acted),
      output: Changed,
      may: [...doers],
      subject,
      async run(context, meant) {
        const row = await lockWritten(context, way, meant)
        if (row.fileId === null)
          throw conflict(
            `${name}.noProof`,
            words('Chưa có minh chứng nên chưa gửi được.', 'It has no proof yet, so it cannot be sent.'),
          )
        await of.sending?.(context, row, '')
        return move(context, way, row, { state: 'sent', sentOn: context.today, remark: null })
      },
    }),
    confirm: command({
      name: `${name}.confirm`,
      summary: of.said.confirm,
      route: `POST ${at}/confirmation`,
      input: z.object({ ...acted, remark: optionalLongText(1000) }),
      output: Changed,
      may: ['coordinator'],
      subject,
      async run(context, { remark = null, ...meant }) {
        const row = await lockOne(context, way, meant)
        if (!mayBecome(row.state, 'confirmed')) throw elsewhere(way, row.state)
        await holdApart(context, apart, row.id)
        await of.confirming?.(context, row, '')
        return move(context, way, row, { state: 'confirmed', confirmedOn: context.today, remark })
      },
    }),
    return: command({
      name: `${name}.return`,
      summary: of.said.return,
      route: `POST ${at}/return`,
      input: z.object({ ...acted, remark: longText(1000) }),
      output: Changed,
      may: ['coordinator'],
      subject,
      async run(context, { remark, ...meant }) {
        const row = await lockOne(context, way, meant)
        if (!mayBecome(row.state, 'returned')) throw elsewhere(way, row.state)
        await holdApart(context, apart, row.id)
        return move(context, way, row, { state: 'returned', remark })
      },
    }),
    withdraw: command({
      name: `${name}.withdraw`,
      summary: of.said.withdraw,
      route: `POST ${at}/withdrawal`,
      input: z.object({ ...acted, reason: longText(1000) }),
      output: Changed,
      may: [...doers],
      subject,
      async run(context, { reason, ...meant }) {
        const row = await lockOne(context, way, meant)
        const { actor, today } = context
        if (!entersFor(actor, row.agencyId)) throw way.missing()
        if (!mayBecome(row.state, 'withdrawn')) throw elsewhere(way, row.state)
        if (row.state === 'confirmed' && actor.userId !== null && !actor.grants.has('coordinator'))
          throw conflict(
            `${name}.counted`,
            words(
              'Đã được xác nhận nên chỉ cơ quan điều hành rút được.',
              'It is confirmed, so the coordinator alone takes it back.',
            ),
          )
        await of.withdrawing?.(context, row, reason)
        return move(context, way, row, { state: 'withdrawn', withdrawnOn: today, reason })
      },
    }),
  }
}
