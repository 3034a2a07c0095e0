import { z } from 'zod'
import { actsFor } from '../platform/actor.ts'
import {
  choice,
  flag,
  id,
  longText,
  optionalId,
  optionalLongText,
  optionalText,
  several,
  whole,
} from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { noCall } from './call-commands.ts'
import { rulesOn } from './catalogue.ts'
import { checkOutcomes, type NominationState, nominationFields, nominationStates } from './fields.ts'
import { type CallFor, criteriaUnmet, nominates, papersMissing, said, takesNominations } from './rules.ts'
import { nominatesFor, nominators } from './sight.ts'

/* Nominations of groups and persons: entered with their papers, submitted, checked, returned with what is missing, withdrawn. */

explainConstraint('nomination_once', () =>
  conflict(
    'nominations.twice',
    words('Tập thể, cá nhân này đã được đề nghị trong đợt.', 'They are nominated in this call already.'),
    'name',
  ),
)
explainConstraint('nomination_paper_once', () =>
  conflict('nominations.paperTwice', words('Tệp này đã có.', 'This file is there already.'), 'fileId'),
)

export const Changed = z.object({ id: z.int(), state: nominationStates.schema, version: z.int() })
const subject = ({ id }: { readonly id: number }) => `nomination:${id}`
export const noNomination = () => notFound(words('đề nghị khen thưởng', 'Nomination'))

interface Consenting {
  readonly kind: 'group' | 'person'
  readonly consents: boolean
}
const consentNeeded: Rule<Consenting> = {
  of: ['kind', 'consents'],
  asks: { consents: words('với cá nhân', 'of a person') },
  judge: ({ kind, consents }) =>
    kind === 'group' || consents
      ? null
      : {
          field: 'consents',
          words: words('Cá nhân phải đồng ý được đề nghị.', 'The person must agree to be nominated.'),
        },
}

export const enterpriseOf = ({ db }: Pick<Context, 'db'>, taxCode: string) =>
  db
    .selectFrom('enterprise')
    .select('id')
    .where('taxCode', '=', taxCode)
    .where('mergedInto', 'is', null)
    .executeTakeFirst()

const knownCode: Rule<{ readonly taxCode?: string | undefined }> = {
  of: ['taxCode'],
  judge: async ({ taxCode }, context) =>
    taxCode === undefined || (await enterpriseOf(context, taxCode)) !== undefined
      ? null
      : {
          field: 'taxCode',
          words: words(
            'Sổ không có doanh nghiệp mang mã này.',
            'No enterprise of the register has this code.',
          ),
        },
}

/** A person is of some workplace; that of an enterprise's own nominee is the enterprise. */
const workplaceNeeded: Rule<{ readonly kind: string; readonly workplace?: string | undefined }> = {
  of: ['kind', 'workplace'],
  asks: { workplace: words('với cá nhân', 'of a person') },
  judge: ({ kind, workplace }) =>
    kind === 'person' && workplace === undefined
      ? {
          field: 'workplace',
          words: words('Xin ghi nơi công tác của cá nhân.', 'Give the workplace of the person.'),
        }
      : null,
}

interface By {
  readonly agencyId: number | null
  readonly byEnterpriseId: number | null
}

/** Whoever nominates: the own enterprise, the own agency or association, or for the coordinator the one that is named. */
export async function nominatorOf(
  { actor, db }: Context,
  asked: number | undefined,
): Promise<By & { readonly kind: 'agency' | 'association' | 'enterprise' }> {
  const [enterprise] = actor.enterpriseIds
  if (actor.grants.has('enterprise') && enterprise !== undefined)
    return { kind: 'enterprise', agencyId: null, byEnterpriseId: enterprise }
  const agencyId = asked ?? actor.agencyIds[0]
  const agency =
    agencyId === undefined
      ? undefined
      : await db.selectFrom('agency').select(['id', 'kind']).where('id', '=', agencyId).executeTakeFirst()
  if (agency === undefined)
    throw invalidField('agencyId', words('Xin chọn bên đề nghị.', 'Choose who nominates.'))
  if (!actor.grants.has('coordinator') && !actsFor(actor, agency.id))
    throw invalidField('agencyId', words('Không phải cơ quan của bạn.', 'Not an agency of yours.'))
  const kind = agency.kind === 'association' ? ('association' as const) : ('agency' as const)
  return { kind, agencyId: agency.id, byEnterpriseId: null }
}

/** A call in which nominations come in now. @throws Problem 404, 409 outside its days */
export async function callForNominations({ db, today }: Context, callId: number) {
  const call = await db
    .selectFrom('commendationCall')
    .selectAll()
    .where('id', '=', callId)
    .forShare()
    .executeTakeFirst()
  if (call === undefined) throw noCall()
  if (!takesNominations(call, today))
    throw conflict(
      'nominations.callClosed',
      words('Đợt này không nhận đề nghị hôm nay.', 'This call takes no nominations today.'),
    )
  return call
}

/** @throws Problem 409 where such nominators or nominees are not of the call */
export function heldToCall(
  call: CallFor & { readonly forGroups: boolean; readonly forPersons: boolean },
  by: { readonly kind: 'agency' | 'association' | 'enterprise' },
): void {
  if (!nominates(call, by.kind))
    throw conflict(
      'nominations.notAsked',
      words('Đợt này không nhận đề nghị từ bên này.', 'This call takes no nominations from such a body.'),
    )
}

/** Nominates a group or a person in a call; a draft until it is submitted. */
export const nominate = command({
  name: 'nominations.nominate',
  summary: words('Đề nghị khen thưởng', 'Nominate for commendation'),
  route: 'POST /nominations',
  input: z.object({
    callId: id(),
    /** Who nominates; left out: whoever the account acts for. */
    agencyId: optionalId(),
    ...nominationFields.input,
    /** Of the enterprise that the group is, or where the person works. */
    taxCode: optionalText(20),
    /** The person agreed to be nominated and that this is kept. */
    consents: flag(),
  }),
  output: Changed,
  may: [...nominators],
  rules: [consentNeeded, knownCode, workplaceNeeded],
  subject: (_input, output) => subject(output),
  async run(context, { callId, agencyId: asked, taxCode, consents: _consents, ...input }) {
    const { db, today } = context
    const by = await nominatorOf(context, asked)
    const call = await callForNominations(context, callId)
    heldToCall(call, by)
    if (input.kind === 'group' ? !call.forGroups : !call.forPersons)
      throw invalidField(
        'kind',
        words('Đợt này không dành cho loại này.', 'The call is not for such nominees.'),
      )
    const found = taxCode === undefined ? undefined : await enterpriseOf(context, taxCode)
    const { kind: _kind, ...nominator } = by
    const row = await db
      .insertInto('nomination')
      .values({
        ...nominationFields.values(input),
        ...nominator,
        callId,
        enterpriseId: found?.id ?? by.byEnterpriseId,
        consentedOn: input.kind === 'person' ? today : null,
        enteredOn: today,
        movedOn: today,
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    return { ...row, state: 'draft' as const }
  },
})

async function lock(
  { db }: Context,
  nominationId: number,
  version: number,
  from: readonly NominationState[],
) {
  const row = await db
    .selectFrom('nomination')
    .selectAll()
    .where('id', '=', nominationId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noNomination()
  if (row.version !== version) throw staleRecord()
  if (!from.some((state) => state === row.state)) {
    const is = nominationStates.wordsOf(row.state)
    throw conflict('nominations.elsewhere', words(`Đề nghị này: ${is.vi}.`, `This nomination: ${is.en}.`))
  }
  return row
}

/** The same of one that the actor nominates for. */
async function lockOwn(
  context: Context,
  nominationId: number,
  version: number,
  from: readonly NominationState[],
) {
  const row = await lock(context, nominationId, version, from)
  if (!nominatesFor(context.actor, row)) throw noNomination()
  return row
}

async function move(
  { db, today }: Context,
  row: { readonly id: number; readonly version: number },
  state: NominationState,
  reason: string | null,
) {
  const version = row.version + 1
  await db
    .updateTable('nomination')
    .set({ state, reason, movedOn: today, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state, version }
}

const writing: readonly NominationState[] = ['draft', 'returned']

/** Adds a paper to a nomination that is with whoever nominates. */
export const addPaper = command({
  name: 'nominations.addPaper',
  summary: words('Nộp giấy tờ của đề nghị khen thưởng', 'Add a paper to a nomination'),
  route: 'POST /nominations/{id}/papers',
  input: z.object({
    id: id(),
    version: whole(1),
    /** Which of the papers asked for it is; left out: something beside. */
    ruleId: optionalId(),
    fileId: id(),
  }),
  output: Changed,
  may: [...nominators],
  rules: [
    {
      of: ['ruleId'],
      judge: async ({ ruleId }, { db, today }) =>
        ruleId === undefined ||
        (await rulesOn(db, today)).some(({ id: asked, part }) => asked === ruleId && part === 'paper')
          ? null
          : {
              field: 'ruleId',
              words: words('Không có loại giấy tờ này.', 'There is no such paper.'),
            },
    },
  ],
  subject,
  async run(context, { id: nominationId, version, ruleId, fileId }) {
    const row = await lockOwn(context, nominationId, version, writing)
    const file = await evidence(context, fileId)
    await context.db
      .insertInto('nominationPaper')
      .values({ nominationId, ruleId: ruleId ?? null, fileId: file.id, addedOn: context.today })
      .execute()
    await context.db
      .updateTable('nomination')
      .set({ version: version + 1 })
      .where('id', '=', nominationId)
      .execute()
    return { id: nominationId, state: row.state, version: version + 1 }
  },
})

/** Takes a paper back out. */
export const removePaper = command({
  name: 'nominations.removePaper',
  summary: words('Bỏ giấy tờ của đề nghị khen thưởng', 'Take a paper out of a nomination'),
  route: 'DELETE /nominations/{id}/papers/{paper}',
  input: z.object({ id: id(), paper: id(), version: whole(1) }),
  output: Changed,
  may: [...nominators],
  subject,
  async run(context, { id: nominationId, paper, version }) {
    const row = await lockOwn(context, nominationId, version, writing)
    const gone = await context.db
      .deleteFrom('nominationPaper')
      .where('id', '=', paper)
      .where('nominationId', '=', nominationId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('giấy tờ này', 'Paper'))
    await context.db
      .updateTable('nomination')
      .set({ version: version + 1 })
      .where('id', '=', nominationId)
      .execute()
    return { id: nominationId, state: row.state, version: version + 1 }
  },
})

/** Submits a nomination once its papers are there; one that was returned goes round again. */
export const submitNomination = command({
  name: 'nominations.submit',
  summary: words('Gửi đề nghị khen thưởng', 'Submit a nomination'),
  route: 'POST /nominations/{id}/submission',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: [...nominators],
  subject,
  async run(context, { id: nominationId, version }) {
    const { db, today } = context
    const row = await lockOwn(context, nominationId, version, writing)
    // what is returned may come back after the last day of the call
    if (row.state === 'draft') await callForNominations(context, row.callId)
    const papers = await db
      .selectFrom('nominationPaper')
      .select('ruleId')
      .where('nominationId', '=', nominationId)
      .execute()
    const missing = papersMissing(
      await rulesOn(db, today),
      papers.map(({ ruleId }) => ruleId),
    )
    if (missing.length > 0) {
      const { vi, en } = said(missing)
      throw conflict('nominations.papersMissing', words(`Còn thiếu: ${vi}`, `Missing: ${en}`))
    }
    const { last } = await db
      .selectFrom('nominationRound')
      .select((eb) => eb.fn.max<number | null>('number').as('last'))
      .where('nominationId', '=', nominationId)
      .executeTakeFirstOrThrow()
    await db
      .insertInto('nominationRound')
      .values({ nominationId, number: (last ?? 0) + 1, submittedOn: today })
      .execute()
    return move(context, row, 'submitted', null)
  },
})

/** Checks a nomination: complete and by the criteria, or returned with what is missing. */
export const checkNomination = command({
  name: 'nominations.check',
  summary: words('Kiểm tra đề nghị khen thưởng', 'Check a nomination'),
  route: 'POST /nominations/{id}/check',
  input: z.object({
    id: id(),
    version: whole(1),
    outcome: choice(checkOutcomes.keys),
    /** The criteria that are met. */
    met: several(id()),
    missing: optionalLongText(2000),
  }),
  output: Changed,
  may: ['coordinator'],
  needs: [
    {
      field: 'missing',
      of: ['outcome'],
      when: ({ outcome }) => outcome === 'returned',
      said: words('khi trả lại', 'where it is returned'),
      words: words('Xin ghi điều còn thiếu.', 'Please say what is missing.'),
    },
  ],
  rules: [
    {
      of: ['outcome', 'met'],
      asks: { met: words('khi đủ điều kiện', 'where it is complete') },
      judge: async ({ outcome, met }, { db, today }) => {
        if (outcome !== 'complete') return null
        const unmet = criteriaUnmet(await rulesOn(db, today), met)
        if (unmet.length === 0) return null
        const { vi, en } = said(unmet)
        return { field: 'met', words: words(`Chưa xác nhận: ${vi}`, `Not confirmed: ${en}`) }
      },
    },
  ],
  subject,
  async run(context, { id: nominationId, version, outcome, met, missing }) {
    const { db, today } = context
    const row = await lock(context, nominationId, version, ['submitted'])
    await db
      .updateTable('nominationRound')
      .set({ outcome, checkedOn: today, met: [...met], missing: missing ?? null })
      .where('nominationId', '=', nominationId)
      .where('outcome', 'is', null)
      .execute()
    return move(context, row, outcome, outcome === 'returned' ? (missing ?? null) : null)
  },
})

/** Withdraws a nomination that is on no list yet. */
export const withdrawNomination = command({
  name: 'nominations.withdraw',
  summary: words('Rút đề nghị khen thưởng', 'Withdraw a nomination'),
  route: 'POST /nominations/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: [...nominators],
  subject,
  async run(context, { id: nominationId, version, reason }) {
    const row = await lockOwn(context, nominationId, version, ['draft', 'submitted', 'returned', 'complete'])
    await context.db
      .updateTable('nominationRound')
      .set({ outcome: 'returned', checkedOn: context.today, missing: reason })
      .where('nominationId', '=', nominationId)
      .where('outcome', 'is', null)
      .execute()
    return move(context, row, 'withdrawn', reason)
  },
})
