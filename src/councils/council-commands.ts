import { z } from 'zod'
import { inviteOutsider } from '../accounts/index.ts'
import type { Db } from '../platform/database.ts'
import {
  choice,
  day,
  flag,
  id,
  longText,
  optionalId,
  optionalLongText,
  optionalText,
  text,
  whole,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { follow } from '../platform/follow.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { endMatter } from '../platform/matters.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { setAside } from './appraisals.ts'
import { memberFields } from './council-fields.ts'
import { councilPosts, wrongInComposition } from './quorum.ts'
import { councilRules, versionOn } from './rule-queries.ts'

/* A council: formed by its rule, appointed by decision, ended when it has concluded what was put before it. */

explainConstraint('council_rule_id_fkey', () =>
  invalidField('ruleId', words('Không có quy chế này.', 'There is no such rule.')),
)
explainConstraint('council_sheet_id_fkey', () =>
  invalidField('sheetId', words('Không có phiếu điểm này.', 'There is no such sheet.')),
)
explainConstraint('council_member_account', () =>
  invalidField('email', words('Người này đã ở trong hội đồng.', 'This person is in the council already.')),
)

export const CouncilChanged = z.object({ id: z.int(), version: z.int(), state: z.string() })
export const noCouncil = () => notFound(words('hội đồng', 'Council'))

/** Begins a council by the version of its rule and sheet that holds today. */
export const createCouncil = command({
  name: 'councils.create',
  summary: words('Lập hội đồng', 'Form a council'),
  route: 'POST /councils',
  input: z.object({
    name: text(300),
    ruleId: id(),
    sheetId: optionalId(),
    note: optionalLongText(2000),
  }),
  output: CouncilChanged,
  may: ['coordinator'],
  rules: [
    {
      of: ['ruleId', 'sheetId'],
      asks: { sheetId: words('khi quy chế không bỏ phiếu', 'where the rule has no votes') },
      judge: async ({ ruleId, sheetId }, { db, today }) => {
        if (sheetId !== undefined) return null
        const [rule] = await councilRules(db, today, [ruleId])
        if (rule === undefined || rule.votes.length > 0) return null
        return {
          field: 'sheetId',
          words: words(
            'Quy chế này không bỏ phiếu: xin chọn mẫu phiếu điểm.',
            'This rule has no votes: please choose a score sheet.',
          ),
        }
      },
    },
  ],
  subject: (_input, output) => `council:${output.id}`,
  async run({ db, today }, { name, ruleId, sheetId, note }) {
    return db
      .insertInto('council')
      .values({
        name,
        ruleId: await versionOn(db, 'appraisalRule', ruleId, today),
        sheetId: sheetId === undefined ? null : await versionOn(db, 'scoreSheet', sheetId, today),
        note: note ?? null,
        begunOn: today,
      })
      .returning(['id', 'version', 'state'])
      .executeTakeFirstOrThrow()
  },
})

/** A council under lock. @param version as it was read; undefined: the present one */
export async function lockCouncil(db: Db, councilId: number, version?: number) {
  const row = await db
    .selectFrom('council')
    .selectAll()
    .where('id', '=', councilId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noCouncil()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

async function lockForming(db: Db, councilId: number, version?: number) {
  const row = await lockCouncil(db, councilId, version)
  if (row.state !== 'forming')
    throw conflict(
      'councils.appointed',
      words(
        'Hội đồng đã có quyết định thành lập nên không đổi thành viên.',
        'The council is appointed by decision, so its members stay.',
      ),
    )
  return row
}

const touch = (db: Db, row: { id: number; version: number }, set: object = {}) =>
  db
    .updateTable('council')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version', 'state'])
    .executeTakeFirstOrThrow()

const accountOf = async (db: Db, address: string | null) =>
  address === null
    ? null
    : ((
        await db
          .selectFrom('account')
          .select('id')
          .where('email', '=', address)
          .where('disabled', '=', false)
          .executeTakeFirst()
      )?.id ?? null)

/** Adds a member; whoever has an account at the address signs in by it. */
export const addCouncilMember = command({
  name: 'councils.addMember',
  summary: words('Thêm thành viên hội đồng', 'Add a member of a council'),
  route: 'POST /councils/{id}/members',
  input: z.object({
    id: id(),
    post: choice(councilPosts.keys),
    ...memberFields.input,
    /** The tax code of the enterprise of the register that the person works for. */
    employerTaxCode: optionalText(20),
    /** The person agrees that name and place are kept and stand in the minutes. */
    consent: flag(),
  }),
  output: CouncilChanged,
  may: ['coordinator'],
  rules: [
    {
      of: ['consent'],
      judge: ({ consent }) =>
        consent
          ? null
          : {
              field: 'consent',
              words: words(
                'Chỉ ghi người đã đồng ý cho lưu thông tin.',
                'Only whoever agreed to be recorded is added.',
              ),
            },
    },
    {
      of: ['employerTaxCode'],
      judge: async ({ employerTaxCode }, { db }) => {
        if (employerTaxCode === undefined) return null
        const there = await db
          .selectFrom('enterprise')
          .select('id')
          .where('taxCode', '=', employerTaxCode)
          .executeTakeFirst()
        if (there !== undefined) return null
        return {
          field: 'employerTaxCode',
          words: words(
            'Không có doanh nghiệp này trong danh bạ; để trống nếu không phải doanh nghiệp.',
            'The register has no such enterprise; leave it empty where it is none.',
          ),
        }
      },
    },
  ],
  subject: (input) => `council:${input.id}`,
  async run({ db, today }, { id: councilId, post, employerTaxCode, consent: _agreed, ...input }) {
    const council = await lockForming(db, councilId)
    const employer =
      employerTaxCode === undefined
        ? undefined
        : await db
            .selectFrom('enterprise')
            .select('id')
            .where('taxCode', '=', employerTaxCode)
            .executeTakeFirst()
    const values = memberFields.values(input)
    await db
      .insertInto('councilMember')
      .values({
        ...values,
        councilId,
        post,
        employerId: employer?.id ?? null,
        accountId: await accountOf(db, values.email),
        consentOn: today,
      })
      .execute()
    return touch(db, council)
  },
})

/** Takes a member out before the council is appointed. */
export const removeCouncilMember = command({
  name: 'councils.removeMember',
  summary: words('Bỏ thành viên hội đồng', 'Take a member out of a council'),
  route: 'DELETE /councils/{id}/members/{member}',
  input: z.object({ id: id(), member: id() }),
  output: CouncilChanged,
  may: ['coordinator'],
  subject: (input) => `council:${input.id}`,
  async run({ db }, { id: councilId, member }) {
    const council = await lockForming(db, councilId)
    const gone = await db
      .deleteFrom('councilMember')
      .where('id', '=', member)
      .where('councilId', '=', councilId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('thành viên', 'Member'))
    return touch(db, council)
  },
})

/** Records the decision that appoints a council; its members must be as its rule says. */
export const appointCouncil = command({
  name: 'councils.appoint',
  summary: words('Ghi quyết định thành lập hội đồng', 'Record the decision that appoints a council'),
  route: 'POST /councils/{id}/appointment',
  input: z.object({
    id: id(),
    version: whole(1),
    number: text(60),
    decidedOn: day(),
    fileId: optionalId(),
  }),
  output: CouncilChanged,
  may: ['coordinator', 'leader'],
  rules: [notAhead('decidedOn')],
  subject: (input) => `council:${input.id}`,
  async run(context, { id: councilId, version, number, decidedOn, fileId }) {
    const { db, today } = context
    const council = await lockForming(db, councilId, version)
    if (fileId !== undefined) await evidence(context, fileId)
    const members = await db
      .selectFrom('councilMember')
      .select('post')
      .where('councilId', '=', councilId)
      .execute()
    const [rule] = await councilRules(db, today, [council.ruleId])
    if (rule === undefined) throw new Error(`Council ${councilId} has no rule`)
    const wrong = wrongInComposition(
      rule,
      members.map(({ post }) => post),
    )
    if (wrong.length > 0)
      throw conflict(
        'councils.composition',
        words(wrong.map(({ vi }) => vi).join(' '), wrong.map(({ en }) => en).join(' ')),
      )
    return touch(db, council, { state: 'sitting', number, decidedOn, fileId: fileId ?? null })
  },
})

/** Ends a council that has concluded all that was put before it; whoever was invited to it reads it no more. */
export const endCouncil = command({
  name: 'councils.end',
  summary: words('Kết thúc hội đồng', 'End a council'),
  route: 'POST /councils/{id}/end',
  input: z.object({ id: id(), version: whole(1) }),
  output: CouncilChanged,
  may: ['coordinator'],
  subject: (input) => `council:${input.id}`,
  async run(context, { id: councilId, version }) {
    const { db, today } = context
    const council = await lockCouncil(db, councilId, version)
    if (council.state !== 'sitting')
      throw conflict('councils.notSitting', words('Hội đồng không làm việc.', 'The council does not sit.'))
    const open = await db
      .selectFrom('appraisal')
      .select('id')
      .where('councilId', '=', councilId)
      .where('state', '=', 'open')
      .limit(1)
      .executeTakeFirst()
    if (open !== undefined)
      throw conflict(
        'councils.stillOpen',
        words('Còn hồ sơ hội đồng chưa kết luận.', 'Something before it is not concluded yet.'),
      )
    await endMatter(context, 'council', councilId)
    return touch(db, council, { state: 'ended', endedOn: today })
  },
})

/** Takes a record back from the council before which it was put. */
export const takeBack = command({
  name: 'councils.takeBack',
  summary: words('Rút hồ sơ khỏi hội đồng', 'Take a record back from a council'),
  route: 'POST /appraisals/{id}/taking-back',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: (input) => `appraisal:${input.id}`,
  async run(context, { id: appraisalId, reason }) {
    const row = await context.db
      .selectFrom('appraisal')
      .select(['record', 'recordId', 'way', 'state'])
      .where('id', '=', appraisalId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || row.way !== 'council') throw notFound(words('việc thẩm định', 'Appraisal'))
    if (row.state !== 'open')
      throw conflict('councils.notOpen', words('Việc thẩm định này đã kết thúc.', 'This appraisal is over.'))
    await setAside(context, row.record, row.recordId, reason)
    return { id: appraisalId }
  },
})

// whoever is invited to a council is the member with that address
follow(inviteOutsider, async ({ db }, { record, recordId, email }, { id: accountId }) => {
  if (record !== 'council') return
  await db
    .updateTable('councilMember')
    .set({ accountId })
    .where('councilId', '=', recordId)
    .where('email', '=', email)
    .where('accountId', 'is', null)
    .execute()
})
