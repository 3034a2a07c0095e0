import { z } from 'zod'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'

/* Sessions of one's own, ended one by one. Their owner shows the password again first (ASVS 5.0, 7.5.2): the form asks for it. */

export const noSession = words('phiên', 'Session')

/** Ends one of one's own sessions. @throws Problem 404 when there is none of this id */
export const endSession = command({
  name: 'identity.endSession',
  summary: words('Kết thúc một phiên của mình', 'End one of one’s own sessions'),
  route: 'DELETE /me/sessions/{id}',
  input: z.object({ id: z.string().min(1).max(100) }),
  output: z.object({}),
  may: ['reauthenticated'],
  proof: 'session',
  subject: (input) => `session:${input.id}`,
  async run({ db, actor }, input) {
    const gone = await db
      .deleteFrom('accountSession')
      .where('id', '=', input.id)
      .where('userId', '=', actor.userId ?? '')
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw notFound(noSession)
    return {}
  },
})

/** Ends every session of one's own but the one that asks, and sign-ins that are under way elsewhere. */
export const endOtherSessions = command({
  name: 'identity.endOtherSessions',
  summary: words('Kết thúc các phiên khác của mình', 'End one’s other sessions'),
  route: 'POST /me/end-other-sessions',
  input: z.object({}),
  output: z.object({ ended: z.int() }),
  may: ['reauthenticated'],
  proof: 'session',
  async run({ db, actor }) {
    const userId = actor.userId ?? ''
    const gone = await db
      .deleteFrom('accountSession')
      .where('userId', '=', userId)
      .where('id', '<>', actor.sessionId ?? '')
      .executeTakeFirst()
    await db.deleteFrom('signInStep').where('userId', '=', userId).execute()
    return { ended: Number(gone.numDeletedRows) }
  },
})
