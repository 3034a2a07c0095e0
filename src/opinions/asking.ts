import { day, id, several } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Rule } from '../platform/operation.ts'

/* What a document's own command that opens a round asks for, and the rules of it. */

/** Whom to ask, and by which day. */
export const askInput = { dueOn: day(), agencyIds: several(id()) }

interface Asking {
  readonly dueOn: string
  readonly agencyIds: readonly number[]
}

export const askRules: readonly Rule<Asking>[] = [
  {
    of: ['dueOn'],
    judge: ({ dueOn }, { today }) =>
      dueOn >= today
        ? null
        : { field: 'dueOn', words: words('Hạn này đã qua.', 'That day is over already.') },
  },
  {
    of: ['agencyIds'],
    judge: async ({ agencyIds }, { db, today }) => {
      const living =
        agencyIds.length === 0
          ? []
          : await db
              .selectFrom('agency')
              .select('id')
              .where('id', 'in', agencyIds)
              .where((eb) => eb.or([eb('validTo', 'is', null), eb('validTo', '>=', today)]))
              .execute()
      return agencyIds.length > 0 && living.length === new Set(agencyIds).size
        ? null
        : {
            field: 'agencyIds',
            words: words('Xin chọn cơ quan được xin ý kiến.', 'Please choose the agencies to ask.'),
          }
    },
  },
]
