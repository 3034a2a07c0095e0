import { z } from 'zod'
import { sha256 } from '../platform/audit.ts'
import type { Db } from '../platform/database.ts'
import { canonicalJson, parseJson } from '../platform/json.ts'
import { type Words, words } from '../platform/language.ts'
import { conflict, invalidField, notFound, type Problem } from '../platform/problem.ts'
import { type SectorSeries, type ShareWay, studySeries } from '../series/index.ts'
import { runStudy, type SectorsResult, type StudyResult, TfpError } from '../tfp/index.ts'
import { decidedParts, missingPart, partNames } from './by-factor/choices.ts'
import { accountStudy, onlyWhole, sectorsData, sectorsOf } from './by-sector/account.ts'
import { StoredResult, StudyData } from './result.ts'
import { type Choices, StoredChoices, studyOptions, studyProblem } from './rules.ts'
import type { Told } from './text.ts'

/* How a study is computed, and how it lies in the database. */

/** The whole economy, as the catalogue of sectors names it. */
export const wholeEconomy = 'total'

/** What is studied and how. */
export interface StudyRequest {
  readonly territoryId: number
  readonly sector: string
  readonly choices: Choices
}

/** A study computed from the figures of now, not yet kept. */
export interface Computed {
  readonly territory: Words
  readonly sector: Words
  readonly choices: Choices
  readonly data: StudyData
  readonly dataText: string
  readonly seriesVersion: string
  readonly result: StudyResult & { readonly sectors?: SectorsResult }
  readonly resultText: string
}

const ways: Readonly<Record<Choices['shareSource'], ShareWay | undefined>> = {
  auto: undefined,
  series: 'given',
  employees: 'employees',
  rest: 'rest',
  mixed: 'mixed',
  constant: 'none',
}
const sources: Readonly<Record<ShareWay, Choices['shareSource']>> = {
  given: 'series',
  employees: 'employees',
  rest: 'rest',
  mixed: 'mixed',
  none: 'auto',
}

/** The rows that these choices ask of the series. The years end with the last year averaged, where one is chosen. */
function seriesOf(db: Db, { territoryId, sector, choices }: StudyRequest) {
  return studySeries(db, {
    territoryId,
    sector: sector === wholeEconomy ? null : sector,
    until: choices.to,
    labourShare: choices.method === 'regression' ? 'none' : ways[choices.shareSource],
    labour: choices.labour,
    capital: choices.capital === 'auto' ? undefined : choices.capital,
  })
}

/**
 * Computes a study from the figures of now. What was left to the program (share, capital, last year) stands in the choices
 * that come back as it was decided, so that the same study can be computed again.
 * @throws Problem 404 for the territory, 422 for data or choices with which nothing can be computed
 */
export async function computeStudy(db: Db, request: StudyRequest): Promise<Computed> {
  const territory = await db
    .selectFrom('territory')
    .select(['name', 'nameEn'])
    .where('id', '=', request.territoryId)
    .executeTakeFirst()
  if (territory === undefined) {
    throw invalidField('territoryId', words('Xin chọn địa bàn.', 'Please choose a territory.'))
  }
  const sector = await db
    .selectFrom('seriesSector')
    .select(['name', 'nameEn'])
    .where('key', '=', request.sector)
    .executeTakeFirst()
  if (sector === undefined) {
    throw invalidField('sector', words('Xin chọn ngành.', 'Please choose a sector.'))
  }
  const series = await seriesOf(db, request)
  const withoutParts = missingPart(request.choices, series.parts)
  if (withoutParts !== null) throw withoutParts
  if (request.choices.sectors !== 'none' && request.sector !== wholeEconomy) throw onlyWhole()
  const last = series.rows.at(-1)
  if (last === undefined || series.rows.length < 2) throw withoutData(series.warnings)
  const bySector = await sectorsOf(db, request, series)
  const { choices } = request
  const data: StudyData = {
    rows: series.rows,
    used: series.used,
    baseYear: series.baseYear,
    warnings: series.warnings,
    ...(series.parts === undefined ? {} : { parts: series.parts }),
    ...(bySector === null || choices.sectors === 'none'
      ? {}
      : { sectors: sectorsData(bySector, choices.sectors, series.baseYear) }),
  }
  const decided: Choices = {
    ...choices,
    ...decidedParts(choices, data),
    to: choices.to ?? last.year,
    capital: last.assets !== undefined ? 'services' : last.k === undefined ? 'investment' : 'stock',
    shareSource:
      choices.method === 'regression' || choices.shareSource !== 'auto'
        ? choices.shareSource
        : sources[series.labourShare],
  }
  const study = run(data, decided)
  const result =
    data.sectors === undefined ? study : { ...study, sectors: accountStudy(data.sectors, decided, study) }
  return {
    territory: { vi: territory.name, en: territory.nameEn },
    sector: { vi: sector.name, en: sector.nameEn },
    choices: decided,
    data,
    dataText: canonicalJson(data),
    seriesVersion: versionOf(series, bySector),
    result,
    resultText: canonicalJson(result),
  }
}

/** One word for all the figures of a study: that of its series alone where it does not look at sectors. */
function versionOf(series: { readonly version: string }, bySector: SectorSeries | null): string {
  return bySector === null ? series.version : sha256(`${series.version} ${bySector.version}`)
}

function run(data: StudyData, choices: Choices): StudyResult {
  try {
    return runStudy(data.rows, studyOptions(choices, partNames(data)))
  } catch (error) {
    throw error instanceof TfpError ? studyProblem(error) : error
  }
}

function withoutData(warnings: readonly Words[]): Problem {
  const why = (language: 'vi' | 'en') => warnings.map((words) => ` ${words[language]}`).join('')
  return invalidField('territoryId', {
    vi: `Chưa đủ số liệu: cần ít nhất hai năm có GRDP theo giá so sánh, lao động, và vốn hoặc đầu tư.${why('vi')}`,
    en: `Not enough data: at least two years with GRDP at constant prices, labour, and capital or investment are needed.${why('en')}`,
  })
}

/** A row of `tfp_study` with its JSON checked, and its texts held against their SHA-256. */
export async function studyRow(db: Db, id: number, lock = false) {
  const row = await db
    .selectFrom('tfpStudy')
    .selectAll()
    .where('id', '=', id)
    .$if(lock, (select) => select.forUpdate())
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('tính toán TFP', 'TFP study'))
  if (sha256(row.data) !== row.dataSha256 || sha256(row.result) !== row.resultSha256) {
    throw conflict('studies.damaged', {
      vi: 'Nội dung lưu của tính toán này không khớp SHA-256 của nó.',
      en: 'What is stored of this study does not fit its SHA-256.',
    })
  }
  return {
    ...row,
    choices: StoredChoices.parse(row.parameters),
    data: StudyData.parse(parseJson(row.data)),
    result: StoredResult.parse(parseJson(row.result)),
  }
}
export type StudyRow = Awaited<ReturnType<typeof studyRow>>

/** What the words of a stored study are made from. */
export function toldOf(row: StudyRow): Told {
  return {
    territory: { vi: row.territoryName, en: row.territoryNameEn },
    sector: row.sectorKey === wholeEconomy ? null : { vi: row.sectorName, en: row.sectorNameEn },
    choices: row.choices,
    data: row.data,
    result: row.result,
    publicationReason: row.publicationReason,
  }
}

/** Whether the series now give other figures than the study was computed from. */
export async function dataChanged(db: Db, row: StudyRow): Promise<boolean> {
  const request = { territoryId: row.territoryId, sector: row.sectorKey, choices: row.choices }
  const series = await seriesOf(db, request)
  return versionOf(series, await sectorsOf(db, request, series)) !== row.seriesVersion
}

/** What a query gives out of a study that anybody may read: state, authorship, files. */
export const StudyHead = z.object({
  id: z.int(),
  title: z.string(),
  territoryId: z.int(),
  territory: z.object({ vi: z.string(), en: z.string() }),
  sectorKey: z.string(),
  sector: z.object({ vi: z.string(), en: z.string() }),
  method: z.enum(['official', 'tornqvist', 'regression']),
  state: z.enum(['draft', 'submitted', 'reviewed', 'returned', 'published', 'withdrawn']),
  firstYear: z.int(),
  lastYear: z.int(),
  /** Mean TFP growth of the period, % a year: arithmetic, of a method in logarithms geometric. */
  tfpGrowth: z.number(),
  authorName: z.string(),
  createdAt: z.iso.datetime(),
  publishedOn: z.iso.date().nullable(),
})
