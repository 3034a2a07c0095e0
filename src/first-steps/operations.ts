import { sql } from 'kysely'
import { z } from 'zod'
import { holds, withAccount } from '../platform/actor.ts'
import { flag } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { forbidden } from '../platform/problem.ts'
import { firstSteps } from './steps.ts'

const WordsShape = z.object({ vi: z.string(), en: z.string() })

/** What the roles of one's own account can do and what to do first, each with whether it is done. */
export const showFirstSteps = query({
  name: 'firstSteps.show',
  summary: words('Những bước đầu của tôi', 'My first steps'),
  route: 'GET /me/first-steps',
  input: z.object({}),
  output: z.object({
    /** The account has put the list away. */
    closed: z.boolean(),
    roles: z.array(
      z.object({
        can: WordsShape,
        steps: z.array(
          z.object({
            href: z.string(),
            label: WordsShape,
            /** Null where looking is all there is to do. */
            done: z.boolean().nullable(),
          }),
        ),
      }),
    ),
  }),
  may: withAccount,
  proof: 'session',
  async run({ db, actor }) {
    const roles = firstSteps.filter((role) => holds(actor, role.for))
    const wanted = [...new Set(roles.flatMap(({ steps }) => steps.flatMap(({ by }) => by)))]
    const { rows } = await sql<{ closed: boolean; done: string[] }>`
      SELECT EXISTS (SELECT FROM first_steps_closed WHERE account_id = ${actor.userId}) AS closed,
             ARRAY(SELECT w FROM unnest(${wanted}::text[]) w
                    WHERE EXISTS (SELECT FROM audit a WHERE a.user_id = ${actor.userId} AND a.command LIKE w || '%')) AS done`.execute(
      db,
    )
    const done = new Set(rows[0]?.done ?? [])
    return {
      closed: rows[0]?.closed ?? false,
      roles: roles.map(({ can, steps }) => ({
        can,
        steps: steps.map(({ href, label, by }) => ({
          href,
          label,
          done: by.length === 0 ? null : by.some((name) => done.has(name)),
        })),
      })),
    }
  },
})

/** Puts the list of one's first steps away, or takes it out again. */
export const closeFirstSteps = command({
  name: 'firstSteps.close',
  summary: words('Ẩn hoặc hiện những bước đầu', 'Put the first steps away or take them out'),
  route: 'PUT /me/first-steps',
  input: z.object({ closed: flag() }),
  output: z.object({ closed: z.boolean() }),
  may: withAccount,
  proof: 'session',
  subject: () => null,
  async run({ db, actor, now }, { closed }) {
    const { userId } = actor
    if (userId === null) throw forbidden()
    if (closed)
      await db
        .insertInto('firstStepsClosed')
        .values({ accountId: userId, closedAt: now })
        .onConflict((there) => there.column('accountId').doNothing())
        .execute()
    else await db.deleteFrom('firstStepsClosed').where('accountId', '=', userId).execute()
    return { closed }
  },
})
