import { sql } from 'kysely'
import { z } from 'zod'
import { livingEnterprise } from '../introductions/index.ts'
import { doers } from '../platform/actor.ts'
import { id, listedTexts, several, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import type { Words } from '../platform/language.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, invalidField } from '../platform/problem.ts'
import { outreachWay } from './commands.ts'
import { integrationWay } from './integration/commands.ts'
import { Changed, lockWritten, touch, type Way } from './way.ts'

/* What hangs on an activity or an integrated programme while it is written: enterprises that are named, those that it brought, further proofs. */

const acted = { id: id(), version: whole(1) }
const mostNamed = 200

const known: Rule<{ readonly taxCodes: readonly string[] }> = {
  of: ['taxCodes'],
  judge: async ({ taxCodes }, { db }) => {
    if (taxCodes.length === 0)
      return { field: 'taxCodes', words: words('Xin ghi mã số thuế.', 'Please give tax codes.') }
    const strange: string[] = []
    for (const code of taxCodes) if ((await livingEnterprise(db, code)) === undefined) strange.push(code)
    return strange.length === 0
      ? null
      : {
          field: 'taxCodes',
          words: words(
            `Không có trong danh bạ: ${strange.join('; ')}.`,
            `Not in the register: ${strange.join('; ')}.`,
          ),
        }
  },
}

/** The commands that name enterprises under a record, and take a name out. */
function namingOf(way: Way, said: { readonly name: Words; readonly unname: Words }) {
  const column = way.table === 'outreach' ? 'outreachId' : 'integrationId'
  const subject = ({ id: recordId }: { readonly id: number }) => `${way.table}:${recordId}`
  return {
    name: command({
      name: `${way.name}.nameEnterprises`,
      summary: said.name,
      route: `POST /${way.name}/{id}/enterprises`,
      input: z.object({ ...acted, taxCodes: listedTexts(mostNamed) }),
      output: Changed,
      may: [...doers],
      rules: [known],
      subject,
      async run(context, { taxCodes, ...meant }) {
        const row = await lockWritten(context, way, meant)
        for (const code of new Set(taxCodes)) {
          const enterprise = await livingEnterprise(context.db, code)
          if (enterprise === undefined) continue
          await context.db
            .insertInto('outreachEnterprise')
            .values({ [column]: row.id, enterpriseId: enterprise.id })
            .onConflict((there) => there.doNothing())
            .execute()
        }
        return touch(context, way, row)
      },
    }),
    unname: command({
      name: `${way.name}.unnameEnterprise`,
      summary: said.unname,
      route: `POST /${way.name}/{id}/enterprises/{enterprise}/removal`,
      input: z.object({ ...acted, enterprise: id() }),
      output: Changed,
      may: [...doers],
      subject,
      async run(context, { enterprise, ...meant }) {
        const row = await lockWritten(context, way, meant)
        await context.db
          .deleteFrom('outreachEnterprise')
          .where(column, '=', row.id)
          .where('enterpriseId', '=', enterprise)
          .execute()
        return touch(context, way, row)
      },
    }),
  }
}

export const { name: nameReached, unname: unnameReached } = namingOf(outreachWay, {
  name: words('Nêu tên doanh nghiệp được tiếp cận', 'Name enterprises that were reached'),
  unname: words('Bỏ tên doanh nghiệp được tiếp cận', 'Take out an enterprise that was named'),
})

export const { name: nameInCommon, unname: unnameInCommon } = namingOf(integrationWay, {
  name: words('Nêu tên doanh nghiệp chung', 'Name enterprises in common'),
  unname: words('Bỏ tên doanh nghiệp chung', 'Take out an enterprise in common'),
})

/** The introductions of an agency that no other activity has: those that this one may say that it brought. */
export const broughtBy = ({ db }: Pick<Context, 'db'>, agencyId: number, recordId: number) =>
  db
    .selectFrom('introduction as i')
    .select(['i.id', 'i.name', 'i.introducedOn', 'i.outreachId'])
    .where('i.agencyId', '=', agencyId)
    .where(sql<boolean>`(i.outreach_id IS NULL OR i.outreach_id = ${recordId}::int)`)
    .orderBy('i.introducedOn', 'desc')
    .orderBy('i.id', 'desc')

/** Says which of the enterprises that the agency introduced came by this activity; said again it takes the place of what was said. */
export const tieIntroductions = command({
  name: 'outreach.tieIntroductions',
  summary: words('Gắn doanh nghiệp đã giới thiệu với việc đã làm', 'Tie introductions to outreach'),
  route: 'PUT /outreach/{id}/introductions',
  input: z.object({ ...acted, introductionIds: several(id()) }),
  output: Changed,
  may: [...doers],
  subject: ({ id: recordId }) => `outreach:${recordId}`,
  async run(context, { introductionIds, ...meant }) {
    const { db } = context
    const row = await lockWritten(context, outreachWay, meant)
    const mine = await broughtBy(context, row.agencyId, row.id).forUpdate().execute()
    if (introductionIds.some((one) => !mine.some((own) => own.id === one)))
      throw invalidField(
        'introductionIds',
        words(
          'Có doanh nghiệp không do nơi này giới thiệu, hoặc đã gắn với việc khác.',
          'One of them was not introduced by this agency, or came by something else.',
        ),
      )
    for (const { id: introductionId, outreachId } of mine) {
      const tied = introductionIds.includes(introductionId) ? row.id : null
      if (tied === outreachId) continue
      await db
        .updateTable('introduction')
        .set({ outreachId: tied })
        .where('id', '=', introductionId)
        .execute()
    }
    return touch(context, outreachWay, row)
  },
})

/** Adds a proof beside the first. */
export const addProof = command({
  name: 'outreach.addProof',
  summary: words('Thêm minh chứng cho việc đã làm', 'Add a proof of outreach'),
  route: 'POST /outreach/{id}/proofs',
  input: z.object({ ...acted, fileId: id() }),
  output: Changed,
  may: [...doers],
  subject: ({ id: recordId }) => `outreach:${recordId}`,
  async run(context, { fileId, ...meant }) {
    const row = await lockWritten(context, outreachWay, meant)
    await evidence(context, fileId)
    if (row.fileId === fileId)
      throw conflict(
        'outreach.proofTwice',
        words('Tệp này đã là minh chứng chính.', 'This file is the first proof already.'),
        'fileId',
      )
    await context.db
      .insertInto('outreachProof')
      .values({ outreachId: row.id, fileId })
      .onConflict((there) => there.doNothing())
      .execute()
    return touch(context, outreachWay, row)
  },
})

/** Takes a proof out that does not belong there. */
export const removeProof = command({
  name: 'outreach.removeProof',
  summary: words('Bỏ một minh chứng thêm', 'Take out a further proof'),
  route: 'POST /outreach/{id}/proofs/{file}/removal',
  input: z.object({ ...acted, file: id() }),
  output: Changed,
  may: [...doers],
  subject: ({ id: recordId }) => `outreach:${recordId}`,
  async run(context, { file, ...meant }) {
    const row = await lockWritten(context, outreachWay, meant)
    await context.db
      .deleteFrom('outreachProof')
      .where('outreachId', '=', row.id)
      .where('fileId', '=', file)
      .execute()
    return touch(context, outreachWay, row)
  },
})
