import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { numberOf, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'

/** A plan by its number in the program: what it is called. */
export const namePlan = query({
  name: 'plan.name',
  summary: words('Một kế hoạch', 'One plan'),
  route: 'GET /plan-headings/{id}',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), number: z.string(), title: z.string(), titleEn: z.string() }),
  may: staff,
  async run({ db }, input) {
    const plan = await db
      .selectFrom('plan')
      .select(['id', 'number', 'title', 'titleEn'])
      .where('id', '=', input.id)
      .where('state', '<>', 'draft')
      .executeTakeFirst()
    if (plan === undefined) throw notFound(words('kế hoạch', 'Plan'))
    return plan
  },
})

/** Where what names a plan by its number leads. */
export const planByNumber = page({
  route: 'GET /plans/{id}',
  for: namePlan,
  async run(request) {
    const { id: planId } = await request.execute(namePlan, { id: numberOf(request, 'id') })
    return { to: `/plan?plan=${planId}#talk` }
  },
})
