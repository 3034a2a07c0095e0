import type { Updateable } from 'kysely'
import { z } from 'zod'
import type { DB } from '../platform/database-types.ts'
import type { Context } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { type ApplicationRecord, readApplication } from './application-row.ts'
import { enterStage } from './stages.ts'
import {
  type ApplicationAction,
  type ApplicationState,
  after,
  applicationActions,
  applicationStates,
} from './states.ts'

/** What an act on an application answers. */
export const Changed = z.object({ id: z.int(), state: z.string() })

/** What rules look at of an application that the actor may see; undefined for another's. */
export async function seenOf({ db, actor }: Context, applicationId: number) {
  return db
    .selectFrom('application as a')
    .select([
      'a.id',
      'a.callId',
      'a.contentId',
      'a.requested',
      'a.ownFunds',
      'a.year',
      'a.filedOn',
      'a.planId',
    ])
    .where('a.id', '=', applicationId)
    .where(readableBy(actor, 'a.enterpriseId'))
    .executeTakeFirst()
}

/** Locks the application for an action; 404 for another's, 409 when its state or version does not allow it. */
export async function lockForAction(
  { db, actor }: Context,
  input: { id: number; version: number },
  action: ApplicationAction,
): Promise<{ record: ApplicationRecord; state: ApplicationState }> {
  const record = await readApplication(db, actor, input.id, true)
  if (record.version !== input.version) {
    throw conflict('applications.changed', {
      vi: 'Hồ sơ vừa được người khác thay đổi. Nội dung bạn nhập vẫn còn; xin xem lại hồ sơ hiện tại rồi gửi lại.',
      en: 'Somebody else has just changed this application. What you typed is kept; look at it as it is now and send again.',
    })
  }
  const state = after(record.state, action)
  if (state === null) {
    throw conflict('applications.state', {
      vi: `Hồ sơ đang ở trạng thái “${applicationStates.names[record.state].vi}” nên không thể ${applicationActions.names[action].vi}.`,
      en: `The application is “${applicationStates.names[record.state].en}”: one cannot ${applicationActions.names[action].en}.`,
    })
  }
  return { record, state }
}

/** Writes what an action changed, with the state that it led to and a version more. */
export async function applyTransition(
  context: Context,
  record: ApplicationRecord,
  state: ApplicationState,
  values: Updateable<DB['application']>,
): Promise<{ id: number; state: string }> {
  await context.db
    .updateTable('application')
    .set({ ...values, state, version: record.version + 1 })
    .where('id', '=', record.id)
    .execute()
  if (record.state !== state) await enterStage(context, record.id, state)
  return { id: record.id, state }
}
