import { z } from 'zod'
import { followQuantity, openQuantities } from '../../plan/index.ts'
import { id, optionalWhole, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { command, query } from '../../platform/operation.ts'
import { invalidField } from '../../platform/problem.ts'

/* Quantities of the budget table that no target follows: an officer says by which indicator each is counted. */

const Said = z.object({ vi: z.string(), en: z.string() })

/** The quantities of the plans in force that no target follows yet. */
export const listOpenQuantities = query({
  name: 'indicators.openQuantities',
  summary: words('Số lượng trong bảng dự toán chưa có chỉ tiêu', 'Quantities of the budget without a target'),
  route: 'GET /plan-quantities',
  input: z.object({}),
  output: z.object({
    quantities: z.array(
      z.object({
        lineId: z.int(),
        planId: z.int(),
        plan: z.string(),
        code: z.string(),
        title: Said,
        /** As the table has it, its first number and the words behind that. */
        quantity: Said,
        number: z.number(),
        unit: z.string(),
      }),
    ),
  }),
  may: ['coordinator', 'leader', 'auditor'],
  run: async ({ db }) => ({ quantities: await openQuantities(db) }),
})

/** Follows a quantity of the budget table by an indicator that there is. For one that is yet to be composed see `indicators.add`. */
export const followLineQuantity = command({
  name: 'indicators.followQuantity',
  summary: words(
    'Theo dõi số lượng của một mục bằng chỉ số',
    'Follow the quantity of a line by an indicator',
  ),
  route: 'POST /plan-quantities/{lineId}/target',
  input: z.object({ lineId: id(), indicator: text(100), lineNumber: optionalWhole() }),
  output: z.object({ lineId: z.int(), planId: z.int(), code: z.string() }),
  may: ['coordinator'],
  rules: [
    {
      of: ['indicator'],
      check: async ({ indicator }, { db }) => {
        const found = await db
          .selectFrom('indicator')
          .select('id')
          .where('key', '=', indicator)
          .where('active', '=', true)
          .executeTakeFirst()
        if (found === undefined)
          throw invalidField('indicator', words('Không có chỉ số này.', 'There is no such indicator.'))
      },
    },
  ],
  subject: (_input, output) => `plan:${output.planId}`,
  async run({ db }, { lineId, indicator, lineNumber }) {
    const { planId, code } = await followQuantity(db, { lineId, indicator, number: lineNumber })
    return { lineId, planId, code }
  },
})
