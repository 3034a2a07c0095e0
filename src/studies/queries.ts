import { z } from 'zod'
import { keptDocument } from '../documents/kept.ts'
import { officialPdf } from '../documents/official/pdf.ts'
import { type Actor, holds, staff } from '../platform/actor.ts'
import { sha256 } from '../platform/audit.ts'
import { choice, id, optionalChoice, optionalId } from '../platform/fields.ts'
import { canonicalJson } from '../platform/json.ts'
import { type Words, words } from '../platform/language.ts'
import { byDay, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { fold } from '../platform/text.ts'
import { catalogueParts, territories } from '../series/index.ts'
import { computeTyped, keyOf, studyInput, studyRules } from './commands.ts'
import { frameOn, pictures, studyDocx, studyFileName, studyOfficial, studyXlsx } from './document.ts'
import { implausible } from './plausible.ts'
import { comparableYears, StoredResult, StudyData, WordsShape } from './result.ts'
import { StoredChoices, studyMethods, studyStates } from './rules.ts'
import { dataChanged, StudyHead, type StudyRow, studyRow, toldOf, wholeEconomy } from './study-row.ts'
import { studyWords } from './text.ts'

const everybody = ['public', ...staff] as const
/** Those who are not of the programme see what is published, and what was and has been withdrawn. */
const open = ['published', 'withdrawn'] as const

/** A study that this reader may see. @throws Problem 404 for another */
async function visible(db: Parameters<typeof studyRow>[0], actor: Actor, studyId: number): Promise<StudyRow> {
  const row = await studyRow(db, studyId)
  if (holds(actor, staff) || open.some((state) => state === row.state)) return row
  throw notFound(words('tính toán TFP', 'TFP study'))
}

/** Studies, newest first; the public sees the published ones. */
export const listStudies = query({
  name: 'studies.list',
  summary: words('Danh sách tính toán TFP', 'List of TFP studies'),
  route: 'GET /studies',
  input: z.object({
    ...listInput(['created', 'title', 'growth', 'state', 'published', 'author']),
    territoryId: optionalId(),
    method: optionalChoice(studyMethods),
    state: optionalChoice(studyStates.keys),
  }),
  output: listOutput(StudyHead),
  may: everybody,
  async run({ db, actor }, input) {
    let rows = db
      .selectFrom('tfpStudy as s')
      .select([
        's.id',
        's.title',
        's.territoryId',
        's.territoryName',
        's.territoryNameEn',
        's.sectorKey',
        's.sectorName',
        's.sectorNameEn',
        's.method',
        's.state',
        's.firstYear',
        's.lastYear',
        's.tfpGrowth',
        's.authorName',
        's.createdAt',
        's.publishedOn',
      ])
    if (!holds(actor, staff)) rows = rows.where('s.state', '=', 'published')
    if (input.territoryId !== undefined) rows = rows.where('s.territoryId', '=', input.territoryId)
    if (input.method !== undefined) rows = rows.where('s.method', '=', input.method)
    if (input.state !== undefined) rows = rows.where('s.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('s.search', 'like', pattern)
    const page = await pageOf(
      rows,
      input,
      {
        // Studies are numbered as they are made.
        created: { column: 's.id', value: (row) => row.id, direction: 'desc' },
        title: { column: 's.title', value: (row) => row.title },
        growth: { column: 's.tfpGrowth', value: (row) => row.tfpGrowth, direction: 'desc' },
        state: { column: 's.state', value: (row) => row.state },
        published: byDay('s.publishedOn', (row) => row.publishedOn),
        author: { column: 's.authorName', value: (row) => row.authorName },
      },
      's.id',
    )
    return {
      ...page,
      rows: page.rows.map(
        ({ territoryName, territoryNameEn, sectorName, sectorNameEn, createdAt, ...row }) => ({
          ...row,
          territory: { vi: territoryName, en: territoryNameEn },
          sector: sectorWords(row.sectorKey, sectorName, sectorNameEn),
          createdAt: createdAt.toISOString(),
        }),
      ),
    }
  },
})

const Stored = z.object({
  choices: StoredChoices,
  data: StudyData,
  dataSha256: z.string(),
  result: StoredResult,
  resultSha256: z.string(),
  words: z.object({
    found: z.array(WordsShape),
    how: z.array(WordsShape),
    caveats: z.array(WordsShape),
  }),
})

/** One study whole: result, words, data with sources, its way through review, and whether the data have changed since. */
export const showStudy = query({
  name: 'studies.show',
  summary: words('Một tính toán TFP', 'One TFP study'),
  route: 'GET /studies/{id}',
  input: z.object({ id: id() }),
  output: StudyHead.extend({
    ...Stored.shape,
    /** Whether the reader made it. */
    own: z.boolean(),
    version: z.int(),
    /** The series now give other figures than those used; null where the reader is not told. */
    changed: z.boolean().nullable(),
    recalculates: z.int().nullable(),
    recalculations: z.array(z.object({ id: z.int(), title: z.string() })),
    submittedAt: z.iso.datetime().nullable(),
    reviewerName: z.string().nullable(),
    reviewedAt: z.iso.datetime().nullable(),
    reviewNote: z.string().nullable(),
    planYear: z.int().nullable(),
    /** Whether it is the official figure of its territory and period; null before publication. */
    official: z.boolean().nullable(),
    /** What cannot be right as it stands: publishing such a result needs a reason. */
    doubts: z.array(WordsShape),
    publicationReason: z.string().nullable(),
    publishedBy: z.string().nullable(),
    docxSha256: z.string().nullable(),
    xlsxSha256: z.string().nullable(),
    withdrawnAt: z.iso.datetime().nullable(),
    withdrawnBy: z.string().nullable(),
    withdrawal: z.string().nullable(),
  }),
  may: everybody,
  async run({ db, actor }, input) {
    const row = await visible(db, actor, input.id)
    const inside = holds(actor, staff)
    let later = db
      .selectFrom('tfpStudy')
      .select(['id', 'title'])
      .where('recalculates', '=', row.id)
      .orderBy('id')
    if (!inside) later = later.where('state', '=', 'published')
    const before = row.recalculates
    return {
      ...headOf(row),
      ...storedOf(row),
      own: inside && row.author === keyOf(actor),
      version: row.version,
      changed: inside ? await dataChanged(db, row) : null,
      recalculates: inside ? before : null,
      recalculations: await later.execute(),
      submittedAt: row.submittedAt?.toISOString() ?? null,
      reviewerName: row.reviewerName,
      reviewedAt: row.reviewedAt?.toISOString() ?? null,
      reviewNote: inside ? row.reviewNote : null,
      planYear: row.planYear,
      official: row.publishedOn === null ? null : (row.official ?? true),
      doubts: implausible(row.result),
      publicationReason: row.publicationReason,
      publishedBy: row.publishedBy,
      docxSha256: row.docxSha256,
      xlsxSha256: row.xlsxSha256,
      withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
      withdrawnBy: row.withdrawnBy,
      withdrawal: row.withdrawal,
    }
  },
})

/** A sector as a reader knows it: the catalogue's "total" is the whole economy. */
function sectorWords(key: string, vi: string, en: string): Words {
  return key === wholeEconomy ? words('Toàn bộ nền kinh tế', 'Whole economy') : { vi, en }
}

function headOf(row: StudyRow): z.input<typeof StudyHead> {
  return StudyHead.parse({
    ...row,
    territory: { vi: row.territoryName, en: row.territoryNameEn },
    sector: sectorWords(row.sectorKey, row.sectorName, row.sectorNameEn),
    method: row.result.method,
    createdAt: row.createdAt.toISOString(),
  })
}

function storedOf(row: StudyRow): z.input<typeof Stored> {
  const words = studyWords(toldOf(row))
  return {
    choices: row.choices,
    data: row.data,
    dataSha256: row.dataSha256,
    result: row.result,
    resultSha256: row.resultSha256,
    words: { found: [...words.found], how: [...words.how], caveats: [...words.caveats] },
  }
}

/** Computes a study without keeping anything. */
export const previewStudy = query({
  name: 'studies.preview',
  summary: words('Tính thử TFP, không lưu', 'Try a TFP study without keeping it'),
  route: 'GET /studies/preview',
  input: z.object(studyInput),
  rules: studyRules,
  output: Stored,
  may: staff,
  async run({ db }, input) {
    const computed = await computeTyped({ db }, input)
    const result = StoredResult.parse(JSON.parse(computed.resultText))
    const words = studyWords({
      territory: computed.territory,
      sector: input.sector === wholeEconomy ? null : computed.sector,
      choices: computed.choices,
      data: computed.data,
      result,
    })
    return {
      choices: computed.choices,
      data: computed.data,
      dataSha256: sha256(computed.dataText),
      result,
      resultSha256: sha256(computed.resultText),
      words: { found: [...words.found], how: [...words.how], caveats: [...words.caveats] },
    }
  },
})

/** Two studies beside each other: parameters, yearly TFP growth in one unit with its difference, indices. */
export const compareStudies = query({
  name: 'studies.compare',
  summary: words('So sánh hai tính toán TFP', 'Compare two TFP studies'),
  route: 'GET /studies/compare',
  input: z.object({ a: id(), b: id() }),
  output: z.object({
    a: StudyHead.extend(Stored.shape),
    b: StudyHead.extend(Stored.shape),
    /** The same output, capital and labour under both. */
    sameData: z.boolean(),
    years: z.array(
      z.object({
        year: z.int(),
        a: z.number().nullable(),
        b: z.number().nullable(),
        /** B less A, where both have the year. */
        difference: z.number().nullable(),
      }),
    ),
  }),
  may: everybody,
  async run({ db, actor }, input) {
    const one = await visible(db, actor, input.a)
    const other = await visible(db, actor, input.b)
    return {
      a: { ...headOf(one), ...storedOf(one) },
      b: { ...headOf(other), ...storedOf(other) },
      sameData: canonicalJson(measured(one)) === canonicalJson(measured(other)),
      years: besideEachOther(one.result, other.result),
    }
  },
})

/** The figures without the labour share, which belongs to how they are accounted. */
const measured = ({ data }: StudyRow) =>
  data.rows.map(({ year, y, k, i, l, assets, groups }) => ({ year, y, k, i, l, assets, groups }))

function besideEachOther(one: StoredResult, other: StoredResult) {
  const { years } = comparableYears([one, other])
  const [left, right] = years
  const [a, b] = [left, right].map((rates) => new Map(rates.map(({ year, value }) => [year, value])))
  if (a === undefined || b === undefined) return []
  return [...new Set([...a.keys(), ...b.keys()])]
    .sort((x, y) => x - y)
    .map((year) => {
      const [before, after] = [a.get(year) ?? null, b.get(year) ?? null]
      const difference = before === null || after === null ? null : after - before
      return { year, a: before, b: after, difference }
    })
}

const types = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const

/** A study as a file. DOCX and XLSX of a published one are the files that were kept; a draft is written afresh and says so. */
export const studyDocument = query({
  name: 'studies.document',
  summary: words('Tải tính toán TFP dạng DOCX, XLSX hoặc PDF', 'A TFP study as DOCX, XLSX or PDF'),
  route: 'GET /studies/{id}/document',
  input: z.object({ id: id(), format: choice(['docx', 'xlsx', 'pdf']) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: everybody,
  async run({ db, actor, files, today }, { id: studyId, format }) {
    const row = await visible(db, actor, studyId)
    const kept = format === 'docx' ? row.docxSha256 : format === 'xlsx' ? row.xlsxSha256 : null
    const draft = row.publishedOn === null
    const frame = await frameOn(db, row.publishedOn ?? today, row.publishedOn, draft)
    const write = async () => {
      const drawn = await pictures(row)
      if (format === 'docx') return studyDocx(row, frame, drawn)
      if (format === 'xlsx') return studyXlsx(row, frame, drawn)
      return officialPdf(studyOfficial(row, frame, drawn))
    }
    const bytes =
      kept === null
        ? await keptDocument(`study ${row.id} ${format}`, [row, frame], write)
        : await files.read(kept)
    return {
      name: `${studyFileName(row)}${draft ? '-nhap' : ''}.${format}`,
      mime: types[format],
      sha256: sha256(bytes),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})

/** What a study can be made of: territories and sectors. */
export const studyChoices = query({
  name: 'studies.choices',
  summary: words('Địa bàn và ngành của tính toán TFP', 'Territories and sectors of TFP studies'),
  route: 'GET /studies/choices',
  input: z.object({}),
  output: z.object({
    territories: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    sectors: z.array(z.object({ key: z.string(), name: z.string(), nameEn: z.string(), level: z.int() })),
    /** Types of asset with the depreciation (a share a year) and life that a study takes where none is given. */
    assets: z.array(
      z.object({
        key: z.string(),
        name: WordsShape,
        depreciation: z.number().nullable(),
        serviceLife: z.int().nullable(),
        source: WordsShape.nullable(),
        toCheck: z.boolean(),
      }),
    ),
  }),
  may: everybody,
  async run({ db }) {
    const found = await territories(db)
    const assets = await catalogueParts(db, 'asset')
    return {
      territories: found.map(({ id: territoryId, name, nameEn }) => ({ id: territoryId, name, nameEn })),
      assets: assets.map(({ aliases: _aliases, kind: _kind, ...asset }) => asset),
      sectors: await db
        .selectFrom('seriesSector')
        .select(['key', 'name', 'nameEn', 'level'])
        .where('key', '<>', 'product_tax')
        .orderBy('ord')
        .execute(),
    }
  },
})

/** Studies of one territory that another may be compared with. */
export const comparableStudies = query({
  name: 'studies.comparable',
  summary: words('Tính toán TFP có thể so sánh', 'TFP studies to compare with'),
  route: 'GET /studies/{id}/comparable',
  input: z.object({ id: id() }),
  output: z.object({ studies: z.array(z.object({ id: z.int(), title: z.string() })) }),
  may: everybody,
  async run({ db, actor }, input) {
    const row = await visible(db, actor, input.id)
    let studies = db
      .selectFrom('tfpStudy')
      .select(['id', 'title'])
      .where('id', '<>', row.id)
      .orderBy((order) => order.eb('territoryId', '=', row.territoryId), 'desc')
      .orderBy('createdAt', 'desc')
      .limit(50)
    if (!holds(actor, staff)) studies = studies.where('state', '=', 'published')
    return { studies: await studies.execute() }
  },
})
