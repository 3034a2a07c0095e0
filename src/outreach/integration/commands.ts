import { z } from 'zod'
import { isLineOf, planFor } from '../../plan/index.ts'
import { doers } from '../../platform/actor.ts'
import { optionalId } from '../../platform/fields.ts'
import { evidence } from '../../platform/files.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, type Rule } from '../../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../../platform/problem.ts'
import { forOwnAgency } from '../commands.ts'
import { wrongSentence } from '../serves.ts'
import { Changed, commandsOf, type Way } from '../way.ts'
import { integrationFields } from './fields.ts'

/*
 * The programme integrated into an agency's own plan (lồng ghép): document, clause, line, money, fund. What is confirmed may stand beside a yearly
 * plan, which names it and writes nothing of it anew.
 */

explainConstraint('integration_agency_id_fkey', () =>
  invalidField('agencyId', words('Không có cơ quan, hội này.', 'There is no such agency.')),
)
explainConstraint('integration_source_id_fkey', () =>
  invalidField('sourceId', words('Không có quỹ, nguồn này.', 'There is no such fund.')),
)

export const integrationWay = {
  table: 'integration',
  name: 'integrations',
  missing: () => notFound(words('khoản lồng ghép', 'Integrated money')),
  apart: {
    control: 'outreach',
    record: 'integration',
    commands: [
      ...['integrations.record', 'integrations.correct', 'integrations.send'],
      'integrations.nameEnterprises',
    ],
    did: words('Bạn đã ghi hoặc gửi khoản này', 'You entered or sent it'),
  },
} as const satisfies Way

type Said = Pick<z.output<z.ZodObject<typeof integrationFields.input>>, 'lineId' | 'serves' | 'year'>

/** The plan of a year: the one worked in, or the one whose years hold it. */
export const planOfYear = (context: Pick<Context, 'db' | 'planId'>, year: number) =>
  planFor(context, { day: `${year}-12-31` })

const withinPlan: Rule<Said> = {
  of: ['year'],
  judge: async ({ year }, context) => {
    const { firstYear, lastYear } = await planOfYear(context, year)
    return year >= firstYear && year <= lastYear
      ? null
      : {
          field: 'year',
          words: words(
            `Kế hoạch có các năm từ ${firstYear} đến ${lastYear}.`,
            `The plan runs from ${firstYear} to ${lastYear}.`,
          ),
        }
  },
}

const ofLine: Rule<Said> = {
  of: ['year', 'lineId'],
  judge: async ({ year, lineId }, context) =>
    lineId === undefined || (await isLineOf(context.db, (await planOfYear(context, year)).id, lineId))
      ? null
      : {
          field: 'lineId',
          words: words(
            'Mục này không thuộc Kế hoạch của năm đó.',
            'The line is not of the plan of that year.',
          ),
        },
}

const ofPlan: Rule<Said> = {
  of: ['year', 'serves'],
  judge: ({ year, serves }, context) =>
    serves === undefined ? null : wrongSentence(context, serves, `${year}-12-31`),
}

/** What is asked of it when it is entered and when it is put right. */
export const integrationRules = [notAhead('documentDate'), withinPlan, ofLine, ofPlan] as const

/** Enters that the programme is integrated into an agency's own plan; it is sent when it is whole. */
export const recordIntegration = command({
  name: 'integrations.record',
  summary: words('Ghi khoản lồng ghép của cơ quan, hội', 'Enter integrated money'),
  route: 'POST /integrations',
  input: z.object({ ...integrationFields.input, agencyId: optionalId() }),
  output: Changed,
  may: [...doers],
  rules: [...integrationRules, forOwnAgency],
  subject: (_input, output) => `integration:${output.id}`,
  async run(context, input) {
    const { db, actor, today } = context
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    const agencyId = input.agencyId ?? actor.agencyId ?? 0
    const { id: planId } = await planOfYear(context, input.year)
    return db
      .insertInto('integration')
      .values({ ...integrationFields.values({ ...input, agencyId }), planId, enteredOn: today })
      .returning(['id', 'state', 'version'])
      .executeTakeFirstOrThrow()
  },
})

export const {
  send: sendIntegration,
  confirm: confirmIntegration,
  return: returnIntegration,
  withdraw: withdrawIntegration,
} = commandsOf(integrationWay, {
  said: {
    send: words('Gửi khoản lồng ghép', 'Send integrated money'),
    confirm: words('Xác nhận khoản lồng ghép', 'Confirm integrated money'),
    return: words('Trả lại khoản lồng ghép', 'Return integrated money'),
    withdraw: words('Rút khoản lồng ghép', 'Take back integrated money'),
  },
  async withdrawing({ db }, { id: integrationId }) {
    const beside = await db
      .selectFrom('yearlyPlanBeside')
      .select('id')
      .where('integrationId', '=', integrationId)
      .executeTakeFirst()
    if (beside !== undefined)
      throw conflict(
        'integrations.beside',
        words(
          'Khoản này đang đứng trong kế hoạch năm; xin bỏ ở đó trước.',
          'It stands beside a yearly plan; please take it out there first.',
        ),
      )
    const payer = await db
      .selectFrom('outreach')
      .select('id')
      .where('integrationId', '=', integrationId)
      .where('state', '<>', 'withdrawn')
      .executeTakeFirst()
    if (payer !== undefined)
      throw conflict(
        'integrations.pays',
        words(
          `Hoạt động số ${payer.id} trả từ khoản này; xin sửa ở đó trước.`,
          `Activity ${payer.id} is paid of it; please put that right first.`,
        ),
      )
  },
})
