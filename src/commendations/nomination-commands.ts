import { z } from 'zod'
import { actsFor } from '../platform/actor.ts'
import { flag, id, optionalId, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { noCall } from './call-commands.ts'
import { nominationFields } from './fields.ts'
import { Changed } from './nomination-lock.ts'
import { type NominatorKind, nominates, takesNominations } from './rules.ts'
import { nominators } from './sight.ts'

/* Nominations of groups and persons: entered with their papers, submitted, checked, returned with what is missing, withdrawn. */

explainConstraint('nomination_once', () =>
  conflict(
    'nominations.twice',
    words('Tập thể, cá nhân này đã được đề nghị trong đợt.', 'They are nominated in this call already.'),
    'name',
  ),
)

const subject = ({ id }: { readonly id: number }) => `nomination:${id}`

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
): Promise<By & { readonly kind: NominatorKind }> {
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

/** @throws Problem 409 where the call does not ask such nominators */
export function heldToCall(
  call: Parameters<typeof nominates>[0],
  by: { readonly kind: NominatorKind },
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
  summary: words('Ghi đề nghị khen thưởng', 'Nominate for commendation'),
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
