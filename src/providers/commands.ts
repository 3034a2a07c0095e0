import { sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { day, id, longText, optionalLongText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { inOrder, notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound, staleRecord } from '../platform/problem.ts'
import {
  licenceFields,
  type ProviderRole,
  type ProviderState,
  providerFields,
  providerStates,
  ruleFields,
} from './fields.ts'
import { mayBecome } from './rules.ts'

/* Who is on the register of consultants, certification bodies, laboratories and trainers: proposed by one person, confirmed by another. */

explainConstraint('service_provider_tax_code', () =>
  conflict(
    'providers.twice',
    words('Sổ đã có đơn vị có mã số thuế này.', 'The register has this tax code already.'),
    'taxCode',
  ),
)
explainConstraint('service_licence_once', () =>
  conflict(
    'providers.licenceTwice',
    words('Giấy phép số này của cơ quan này đã được ghi.', 'This licence is entered already.'),
    'number',
  ),
)

export const Changed = z.object({ id: z.int(), state: providerStates.schema, version: z.int() })
export const noProvider = () => notFound(words('tổ chức, chuyên gia hỗ trợ', 'Provider'))
/** Who keeps the register. */
export const keepers = ['coordinator'] as const

/** Whoever entered it, alone or by a table, or put it right does not confirm it. */
export const enteredApart = {
  control: 'provider',
  record: 'provider',
  commands: ['providers.record', 'providers.correct'],
  others: (recordId) => sql`SELECT a.user_id AS account, a.at FROM service_provider p
    JOIN audit a ON a.subject = 'provider-import:' || p.import_id WHERE p.id = ${recordId}`,
  did: words('Bạn đã ghi đơn vị này vào sổ', 'You entered it on the register'),
} satisfies Apart

/** At least one thing that it does is said. */
export const someRole: Rule<Readonly<Record<ProviderRole, boolean>>> = {
  of: ['consultant', 'certifier', 'laboratory', 'inspection', 'trainer'],
  judge: (said) =>
    said.consultant || said.certifier || said.laboratory || said.inspection || said.trainer
      ? null
      : {
          field: 'consultant',
          words: words('Xin chọn ít nhất một loại việc.', 'Please choose at least one kind of work.'),
        },
}

/** Enters somebody who helps enterprises; another person confirms it. */
export const recordProvider = command({
  name: 'providers.record',
  summary: words('Ghi tổ chức, chuyên gia hỗ trợ vào sổ', 'Enter a provider on the register'),
  route: 'POST /providers',
  input: z.object(providerFields.input),
  output: Changed,
  may: [...keepers],
  rules: [someRole],
  subject: (_input, output) => `provider:${output.id}`,
  run: ({ db, today }, input) =>
    db
      .insertInto('serviceProvider')
      .values({ ...providerFields.values(input), enteredOn: today })
      .returning(['id', 'state', 'version'])
      .$narrowType<{ state: 'proposed' }>()
      .executeTakeFirstOrThrow(),
})

async function become(
  context: Context,
  input: { readonly id: number; readonly version: number; readonly reason?: string | undefined },
  to: ProviderState,
) {
  const { db, today } = context
  const row = await db
    .selectFrom('serviceProvider')
    .select(['id', 'state', 'version', 'confirmedOn'])
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noProvider()
  if (row.version !== input.version) throw staleRecord()
  if (!mayBecome(row.state, to)) {
    const is = providerStates.names[row.state]
    throw conflict('providers.elsewhere', words(`Đơn vị này: ${is.vi}.`, `This provider: ${is.en}.`))
  }
  if (to === 'confirmed') await holdApart(context, enteredApart, row.id)
  const version = row.version + 1
  await db
    .updateTable('serviceProvider')
    .set({
      ...{ state: to, version, reason: input.reason ?? null },
      ...(to === 'confirmed' ? { confirmedOn: today } : {}),
    })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: to, version }
}

/** Confirms what another person entered, or takes a suspended one up again. */
export const confirmProvider = command({
  name: 'providers.confirm',
  summary: words('Xác nhận tổ chức, chuyên gia hỗ trợ', 'Confirm a provider'),
  route: 'POST /providers/{id}/confirmation',
  input: z.object({ id: id(), version: whole(1), reason: optionalLongText(2000) }),
  output: Changed,
  may: [...keepers, 'leader'],
  subject: ({ id }) => `provider:${id}`,
  run: (context, input) => become(context, input, 'confirmed'),
})

/** Suspends one: it cannot be picked until it is confirmed again. */
export const suspendProvider = command({
  name: 'providers.suspend',
  summary: words('Tạm ngừng tổ chức, chuyên gia hỗ trợ', 'Suspend a provider'),
  route: 'POST /providers/{id}/suspension',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: [...keepers],
  subject: ({ id }) => `provider:${id}`,
  run: (context, input) => become(context, input, 'suspended'),
})

/** Takes one off the register, with the reason; what it did stays on record. */
export const endProvider = command({
  name: 'providers.end',
  summary: words('Đưa tổ chức, chuyên gia hỗ trợ ra khỏi sổ', 'Take a provider off the register'),
  route: 'POST /providers/{id}/end',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: [...keepers],
  subject: ({ id }) => `provider:${id}`,
  run: (context, input) => become(context, input, 'ended'),
})

/** What is asked of a licence when it is entered and when it is put right. */
export const licenceRules = [
  notAhead('issuedOn'),
  inOrder(
    'issuedOn',
    'expiresOn',
    words('Không thể hết hạn trước ngày cấp.', 'It cannot end before it was issued.'),
  ),
]

async function lockProvider(db: Db, providerId: number) {
  const row = await db
    .selectFrom('serviceProvider')
    .select(['id', 'state'])
    .where('id', '=', providerId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noProvider()
  if (row.state === 'ended')
    throw conflict('providers.elsewhere', words('Đơn vị này đã đưa ra khỏi sổ.', 'It is off the register.'))
  return row
}

/** Adds a licence, registration, designation or accreditation with its scan. */
export const addLicence = command({
  name: 'providers.addLicence',
  summary: words('Ghi giấy phép, chỉ định của đơn vị hỗ trợ', 'Add a licence of a provider'),
  route: 'POST /providers/{id}/licences',
  input: z.object({ id: id(), ...licenceFields.input, fileId: id() }),
  output: z.object({ id: z.int(), licenceId: z.int() }),
  may: [...keepers],
  rules: licenceRules,
  subject: ({ id }) => `provider:${id}`,
  async run(context, { id: providerId, ...input }) {
    await lockProvider(context.db, providerId)
    await evidence(context, input.fileId)
    const { id: licenceId } = await context.db
      .insertInto('serviceLicence')
      .values({ providerId, ...licenceFields.values(input) })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: providerId, licenceId }
  },
})

/** Ends a licence that was withdrawn, given up or replaced. */
export const endLicence = command({
  name: 'providers.endLicence',
  summary: words('Ghi giấy phép, chỉ định bị thu hồi, chấm dứt', 'End a licence of a provider'),
  route: 'POST /providers/licences/{id}/end',
  input: z.object({ id: id(), endedOn: day(), reason: longText(2000) }),
  output: z.object({ id: z.int(), providerId: z.int() }),
  may: [...keepers],
  rules: [notAhead('endedOn')],
  subject: (_input, { providerId }) => `provider:${providerId}`,
  async run({ db }, { id: licenceId, endedOn, reason }) {
    const row = await db
      .updateTable('serviceLicence')
      .set({ endedOn, endReason: reason })
      .where('id', '=', licenceId)
      .where('endedOn', 'is', null)
      .returning(['id', 'providerId'])
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('giấy phép còn ghi trong sổ', 'Licence on the register'))
    return row
  },
})

/** Says how an expired licence and the mean of ratings are taken. */
export const setProviderRule = command({
  name: 'providers.setRule',
  summary: words('Quy định về chọn và đánh giá đơn vị hỗ trợ', 'Set how providers are picked and rated'),
  route: 'PUT /provider-rules',
  input: z.object(ruleFields.input),
  output: z.object({ id: z.int() }),
  may: [...keepers],
  subject: () => 'provider-rule:1',
  async run({ db, today }, input) {
    const set = { ...ruleFields.values(input), setOn: today }
    await db
      .insertInto('providerRule')
      .values({ id: 1, ...set })
      .onConflict((found) => found.column('id').doUpdateSet(set))
      .execute()
    return { id: 1 }
  },
})
