import { sql } from 'kysely'
import { words } from '../platform/language.ts'
import type { Rule } from '../platform/operation.ts'

/** What a row of an instrument names must be there: the instrument, and the province of today or of before. */
export const instrumentAndProvince: Rule<{
  readonly instrumentId: number
  readonly province?: string | undefined
}> = {
  of: ['instrumentId', 'province'],
  judge: async ({ instrumentId, province = null }, { db }) => {
    const { rows } = await sql<{ instrument: boolean; province: boolean }>`
      SELECT EXISTS (SELECT FROM legal_instrument WHERE id = ${instrumentId}) AS instrument,
             ${province}::text IS NULL OR EXISTS (SELECT FROM place WHERE level = 'province' AND province = ${province}) AS province`.execute(
      db,
    )
    const [found] = rows
    return [
      ...(found?.instrument === true
        ? []
        : [{ field: 'instrumentId', words: words('Không có văn bản này.', 'There is no such instrument.') }]),
      ...(found?.province === true
        ? []
        : [
            {
              field: 'province',
              words: words('Danh mục không có tỉnh, thành phố này.', 'The catalogue has no such province.'),
            },
          ]),
    ]
  },
}
