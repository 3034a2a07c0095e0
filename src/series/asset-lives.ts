import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import { decimal, longText, optionalLongText, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { catalogueParts } from './measure-components.ts'

/*
 * How fast types of asset wear, as a study proposes it. The program ships figures out of published tables that were written down from memory:
 * an officer holds each against its source, or puts another with its own in its place. What was confirmed stays when the program brings new ones.
 */

const Said = z.object({ vi: z.string(), en: z.string() })
const AssetLife = z.object({
  key: z.string(),
  name: Said,
  /** Percent of the stock that a year wears off. */
  depreciation: z.number(),
  /** Years. */
  serviceLife: z.int(),
  source: Said,
  toCheck: z.boolean(),
})
export type AssetLife = z.infer<typeof AssetLife>

/** The types of asset with how fast they wear, by which source. */
export const listAssetLives = query({
  name: 'series.assetLives',
  summary: words('Khấu hao và tuổi thọ tài sản', 'How fast assets wear'),
  route: 'GET /asset-lives',
  input: z.object({}),
  output: z.object({ assets: z.array(AssetLife) }),
  may: officers,
  async run({ db }) {
    const parts = await catalogueParts(db, 'asset')
    return {
      assets: parts.map(({ key, name, depreciation, serviceLife, source, toCheck }) => ({
        ...{ key, toCheck, serviceLife: serviceLife ?? 0 },
        name: { vi: name.vi, en: name.en },
        depreciation: Math.round((depreciation ?? 0) * 1e6) / 1e4,
        source: { vi: source?.vi ?? '', en: source?.en ?? '' },
      })),
    }
  },
})

/** Confirms how fast a type of asset wears, or puts other figures with their source in place. */
export const setAssetLife = command({
  name: 'series.setAssetLife',
  summary: words(
    'Đối chiếu khấu hao, tuổi thọ của loại tài sản',
    'Hold depreciation and life of an asset against their source',
  ),
  route: 'PUT /asset-lives/{key}',
  input: z.object({
    key: text(60),
    /** Percent of the stock that a year wears off. */
    depreciation: decimal(0, 99.99),
    /** Years. */
    serviceLife: whole(1, 200),
    /** The instrument or publication, with its article or table. */
    source: longText(500),
    /** The same in English; left out, as it is. */
    sourceEn: optionalLongText(500),
  }),
  output: z.object({ key: z.string() }),
  may: ['coordinator', 'statistics'],
  subject: ({ key }) => `series_part:${key}`,
  async run({ db }, { key, depreciation, serviceLife, source, sourceEn }) {
    const row = await db
      .updateTable('seriesPart')
      .set({
        depreciation: depreciation / 100,
        serviceLife,
        source,
        sourceEn: sourceEn ?? source,
        toCheck: false,
      })
      .where('key', '=', key)
      .where('kind', '=', 'asset')
      .returning('key')
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('loại tài sản', 'Type of asset'))
    return row
  },
})
