import { sql } from 'kysely'
import { z } from 'zod'
import { taxCode } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalLongText, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { consentFields } from './fields.ts'

/*
 * Associations and agencies bring enterprises. The enterprise says whether who brought it follows its steps, by whom and since when; it may take that
 * back at any time, and nothing is seen from then on.
 */

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id }: { readonly id: number }) => `introduction:${id}`
export const noIntroduction = () => notFound(words('giới thiệu này', 'Introduction'))

/** The enterprise of a tax code that takes part, as it stands in the register. */
export const livingEnterprise = (db: Db, code: string) =>
  db
    .selectFrom('enterprise as e')
    .select([sql<number>`coalesce(e.merged_into, e.id)`.as('id'), 'e.name'])
    .where('e.taxCode', '=', code)
    .executeTakeFirst()

/** What stands between an agency and an enterprise already: it is asked, or consents. */
export const openBetween = (db: Db, agencyId: number, code: string) =>
  db
    .selectFrom('introduction as i')
    .leftJoin('enterprise as e', 'e.id', 'i.enterpriseId')
    .select('i.id')
    .where('i.agencyId', '=', agencyId)
    .where('i.state', 'in', ['asked', 'consented'])
    .where((eb) => eb.or([eb('i.taxCode', '=', code), eb('e.taxCode', '=', code)]))
    .executeTakeFirst()

const known: Rule<{ readonly taxCode: string }> = {
  of: ['taxCode'],
  judge: async ({ taxCode: code }, { db, actor }) => {
    if (actor.agencyId !== null && (await openBetween(db, actor.agencyId, code)) !== undefined)
      return {
        field: 'taxCode',
        words: words('Đã giới thiệu doanh nghiệp này.', 'This enterprise was introduced already.'),
      }
    return (await livingEnterprise(db, code)) !== undefined
      ? null
      : {
          field: 'taxCode',
          words: words(
            'Chưa có trong danh bạ: xin gửi lời mời đăng ký.',
            'It is not in the register: please invite it to sign up.',
          ),
        }
  },
}

/** Writes that an agency brings an enterprise of the register, which is then asked. @returns its id */
export async function askOne(
  { db, actor, today }: Context,
  agencyId: number,
  enterprise: { readonly id: number; readonly name: string; readonly taxCode: string },
): Promise<number> {
  const { id: made } = await db
    .insertInto('introduction')
    .values({
      ...{ agencyId, enterpriseId: enterprise.id, taxCode: enterprise.taxCode, name: enterprise.name },
      ...{ introducedOn: today, introducedBy: actor.userId },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return made
}

/** An agency brings an enterprise that is in the register: it is asked whether the agency may follow its steps. */
export const introduce = command({
  name: 'introductions.ask',
  summary: words('Giới thiệu doanh nghiệp đã có trong danh bạ', 'Introduce an enterprise of the register'),
  route: 'POST /introductions',
  input: z.object({ taxCode: taxCode() }),
  output: Changed,
  may: ['association', 'agency'],
  rules: [known],
  subject: (_input, output) => subject(output),
  async run(context, input) {
    const { agencyId } = context.actor
    const enterprise = await livingEnterprise(context.db, input.taxCode)
    if (agencyId === null || enterprise === undefined) throw noIntroduction()
    return { id: await askOne(context, agencyId, { ...enterprise, taxCode: input.taxCode }), version: 1 }
  },
})

/** An introduction under lock, for whom the enterprise acts or the office. @throws Problem 404 to others */
async function lockOwn({ db, actor }: Context, wanted: number, version: number) {
  const row = await db
    .selectFrom('introduction')
    .selectAll()
    .where('id', '=', wanted)
    .forUpdate()
    .executeTakeFirst()
  const isOwn = row?.enterpriseId != null && actor.enterpriseIds.includes(row.enterpriseId)
  if (row === undefined || !(isOwn || actor.grants.has('coordinator'))) throw noIntroduction()
  if (row.version !== version) throw staleRecord()
  return row
}

const settled = () =>
  conflict('introductions.settled', words('Doanh nghiệp đã trả lời.', 'The enterprise has answered already.'))

const touch = ({ db }: Context, row: { readonly id: number; readonly version: number }, set: object) =>
  db
    .updateTable('introduction')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** The enterprise lets who brought it follow its steps. */
export const consent = command({
  name: 'introductions.consent',
  summary: words('Đồng ý để nơi giới thiệu theo dõi', 'Consent to be followed by who introduced it'),
  route: 'POST /introductions/{id}/consent',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['enterprise'],
  subject,
  async run(context, { id: wanted, version }) {
    const row = await lockOwn(context, wanted, version)
    if (row.state !== 'asked') throw settled()
    return touch(context, row, {
      ...{ state: 'consented', consentedOn: context.today, consentBy: context.actor.name },
      consentWay: 'account',
    })
  },
})

/** The office writes down a consent that came on paper, of an enterprise without an account. */
export const recordConsent = command({
  name: 'introductions.recordConsent',
  summary: words('Ghi đồng ý bằng văn bản', 'Record a consent that came on paper'),
  route: 'POST /introductions/{id}/paper-consent',
  input: z.object({ id: id(), version: whole(1), ...consentFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [notAhead('consentedOn')],
  subject,
  async run(context, { id: wanted, version, ...input }) {
    const row = await lockOwn(context, wanted, version)
    if (row.state !== 'asked') throw settled()
    return touch(context, row, { ...consentFields.values(input), state: 'consented', consentWay: 'paper' })
  },
})

/** The enterprise does not want to be followed. */
export const refuseIntroduction = command({
  name: 'introductions.refuse',
  summary: words('Không đồng ý để nơi giới thiệu theo dõi', 'Refuse to be followed'),
  route: 'POST /introductions/{id}/refusal',
  input: z.object({ id: id(), version: whole(1), reason: optionalLongText(1000) }),
  output: Changed,
  may: ['enterprise', 'coordinator'],
  subject,
  async run(context, { id: wanted, version, reason }) {
    const row = await lockOwn(context, wanted, version)
    if (row.state !== 'asked') throw settled()
    return touch(context, row, ended(context, 'refused', reason))
  },
})

/** The enterprise takes its consent back: from now on who brought it sees nothing of its steps. */
export const withdrawConsent = command({
  name: 'introductions.withdraw',
  summary: words('Rút đồng ý để nơi giới thiệu theo dõi', 'Withdraw the consent to be followed'),
  route: 'POST /introductions/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: optionalLongText(1000) }),
  output: Changed,
  may: ['enterprise', 'coordinator'],
  subject,
  async run(context, { id: wanted, version, reason }) {
    const row = await lockOwn(context, wanted, version)
    if (row.state !== 'consented')
      throw conflict(
        'introductions.none',
        words('Không có đồng ý nào đang áp dụng.', 'There is no consent to withdraw.'),
      )
    return touch(context, row, ended(context, 'withdrawn', reason))
  },
})

const ended = (context: Context, state: 'refused' | 'withdrawn', reason: string | undefined) => ({
  ...{ state, endedOn: context.today, endedBy: context.actor.name, reason: reason ?? null },
})
