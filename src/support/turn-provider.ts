import { z } from 'zod'
import { id, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import { conflict } from '../platform/problem.ts'
import { pickable, pickedProvider, pickHint } from '../providers/index.ts'
import { recordFields } from '../ui/index.ts'
import { takeTurn } from './turn-row.ts'

/* Who helps in a turn: a consultant or trainer of the register. */

export const helperField = recordFields({
  providerId: {
    field: id(),
    label: words('Đơn vị, chuyên gia hỗ trợ', 'Who helps'),
    hint: pickHint,
    input: 'select',
    empty: words('Chọn trong sổ', 'Choose from the register'),
    joined: 'provider',
  },
})

/** Who on the register can help in a turn, each once. */
export async function helpers(request: PageRequest) {
  const found = await Promise.all((['consultant', 'trainer'] as const).map((role) => pickable(request, role)))
  return [...new Map(found.flat().map((each) => [each.value, each])).values()]
}

/** Picks who helps in a turn, until the enterprise has rated it. */
export const chooseProvider = command({
  name: 'support.chooseProvider',
  summary: words('Chọn đơn vị hỗ trợ của lượt', 'Pick who helps in a turn'),
  route: 'POST /support/{id}/provider',
  input: z.object({ id: id(), version: whole(1), ...helperField.input }),
  output: z.object({ id: z.int(), state: z.string() }),
  may: ['coordinator'],
  subject: ({ id }) => `support:${id}`,
  async run(context, input) {
    const { db, today } = context
    const turn = await takeTurn(context, input)
    if (turn.state === 'cancelled')
      throw conflict('support.state', words('Lượt hỗ trợ này đã hủy rồi.', 'This turn is cancelled already.'))
    const rated = await db
      .selectFrom('serviceRating')
      .select('id')
      .where('turnId', '=', turn.id)
      .executeTakeFirst()
    if (rated !== undefined)
      throw conflict(
        'support.rated',
        words('Doanh nghiệp đã đánh giá đơn vị hỗ trợ của lượt này.', 'The enterprise has rated who helped.'),
      )
    const provider = await pickedProvider(db, {
      ...{ providerId: input.providerId, roles: ['consultant', 'trainer'], day: today },
    })
    await db
      .updateTable('supportTurn')
      .set({ providerId: provider.id, version: turn.version + 1 })
      .where('id', '=', turn.id)
      .execute()
    return { id: turn.id, state: turn.state }
  },
})
