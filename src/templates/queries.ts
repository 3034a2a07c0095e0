import { sql } from 'kysely'
import { z } from 'zod'
import type { Value } from '../documents/fill/fill.ts'
import { officers } from '../platform/actor.ts'
import { id, optionalChoice, optionalId, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { type Context, query } from '../platform/operation.ts'
import { markedFileName } from '../platform/sample.ts'
import { fold } from '../platform/text.ts'
import { noTemplate } from './commands.ts'
import { listedFields, type TemplateKind, templateKinds, valuesOf } from './kinds.ts'
import { sha256Of, shippedTemplate } from './shipped.ts'
import { templateStates } from './states.ts'
import { docx, fillFor, kindOf, stateOn, usedOn, versionOn } from './use.ts'

const Said = z.object({ vi: z.string(), en: z.string() })
const FileRow = z.object({ id: z.int(), name: z.string() })
const FaultRow = z.object({ what: Said, place: Said, around: z.string() })

const KindRow = z.object({
  key: z.string(),
  label: Said,
  about: Said,
  fields: z.int(),
  /** The version in use today; null: the shipped template. */
  inUse: z.object({ id: z.int(), number: z.int(), usedFrom: z.iso.date() }).nullable(),
  /** Versions that wait to be taken into use or mended. */
  waiting: z.int(),
})
export type KindRow = z.infer<typeof KindRow>

/** The kinds of document that are made of Word templates, each with the version in use. */
export const listTemplateKinds = query({
  name: 'templates.kinds',
  summary: words('Các loại mẫu Word', 'Kinds of Word template'),
  route: 'GET /template-kinds',
  input: z.object({}),
  output: z.array(KindRow),
  may: officers,
  async run({ db, today }) {
    const waiting = new Map(
      (
        await db
          .selectFrom('wordTemplate')
          .select(({ fn }) => ['kind', fn.countAll<number>().as('count')])
          .where('state', '=', 'uploaded')
          .groupBy('kind')
          .execute()
      ).map(({ kind, count }) => [kind, Number(count)]),
    )
    const rows = []
    for (const kind of templateKinds.values()) {
      const version = await versionOn(db, kind.key, today)
      rows.push({
        ...{ key: kind.key, label: kind.label, about: kind.about, fields: listedFields(kind).length },
        inUse:
          version === undefined
            ? null
            : { id: version.id, number: version.number, usedFrom: version.usedFrom ?? today },
        waiting: waiting.get(kind.key) ?? 0,
      })
    }
    return rows
  },
})

const TemplateRow = z.object({
  id: z.int(),
  kind: z.string(),
  label: Said,
  number: z.int(),
  state: templateStates.schema,
  uploadedOn: z.iso.date(),
  usedFrom: z.iso.date().nullable(),
  note: z.string().nullable(),
  file: FileRow,
  /** How many documents were made of it. */
  made: z.int(),
})
export type TemplateRow = z.infer<typeof TemplateRow>

const templateRows = ({ db, today }: Pick<Context, 'db' | 'today'>) =>
  db
    .selectFrom('wordTemplate as w')
    .innerJoin('file as f', 'f.id', 'w.fileId')
    .select(['w.id', 'w.kind', 'w.number', 'w.uploadedOn', 'w.usedFrom', 'w.note', 'w.fileId'])
    .select(['f.name as fileName', stateOn('w', today).as('state')])
    .select(sql<number>`(SELECT count(*)::int FROM made_document m WHERE m.template_id = w.id)`.as('made'))

function templateRow({
  fileId,
  fileName,
  ...row
}: Awaited<ReturnType<ReturnType<typeof templateRows>['executeTakeFirstOrThrow']>>): TemplateRow {
  const label = templateKinds.get(row.kind)?.label ?? words(row.kind, row.kind)
  return { ...row, label: { vi: label.vi, en: label.en }, file: { id: fileId, name: fileName } }
}

/** The kinds whose name holds what is sought. */
const kindsCalled = (pattern: string) =>
  [...templateKinds.values()]
    .filter(({ label }) => fold(`${label.vi} ${label.en}`).includes(pattern.replace(/^%|%$/g, '')))
    .map(({ key }) => key)

/** The versions of all templates, the last one first. */
export const listTemplates = query({
  name: 'templates.list',
  summary: words('Các bản mẫu Word', 'Versions of Word templates'),
  route: 'GET /templates',
  input: z.object({
    ...listInput(['uploadedOn']),
    kind: optionalText(60),
    state: optionalChoice(templateStates.keys),
  }),
  output: listOutput(TemplateRow),
  may: officers,
  async run(context, input) {
    let rows = templateRows(context)
    if (input.kind !== undefined) rows = rows.where('w.kind', '=', input.kind)
    if (input.state !== undefined) rows = rows.where(stateOn('w', context.today), '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(
        sql<boolean>`(fold(f.name || ' ' || coalesce(w.note, '')) LIKE ${pattern} OR w.kind = ANY(${kindsCalled(pattern)}))`,
      )
    const page = await pageOf(
      rows,
      input,
      { uploadedOn: { column: 'w.uploadedOn', value: (row) => row.uploadedOn, direction: 'desc' } },
      'w.id',
    )
    return { ...page, rows: page.rows.map(templateRow) }
  },
})

/** One version: where it stands and what is wrong in it. */
export const showTemplate = query({
  name: 'templates.show',
  summary: words('Một bản mẫu Word', 'One version of a Word template'),
  route: 'GET /templates/{id}',
  input: z.object({ id: id() }),
  output: TemplateRow.extend({ version: z.int(), faults: z.array(FaultRow) }),
  may: officers,
  async run(context, { id: templateId }) {
    const row = await templateRows(context)
      .select(['w.version', 'w.faults'])
      .where('w.id', '=', templateId)
      .executeTakeFirst()
    if (row === undefined) throw noTemplate()
    const { version, faults, ...rest } = row
    return { ...templateRow(rest), version, faults: z.array(FaultRow).parse(faults) }
  },
})

const FieldRow = z.object({
  name: z.string(),
  label: Said,
  kind: z.enum(['text', 'list']),
  /** The list between whose marks it stands. */
  within: z.string().nullable(),
  /** What it holds for the record; null without one. */
  value: z.string().nullable(),
})
export type FieldRow = z.infer<typeof FieldRow>

/** The fields of a kind, on request with what they hold for a record. */
export const listTemplateFields = query({
  name: 'templates.fields',
  summary: words('Các trường của một loại mẫu', 'The fields of a kind of template'),
  route: 'GET /template-kinds/{kind}',
  input: z.object({
    kind: text(60),
    /** The record whose values are shown; left out: the last one. */
    record: optionalId(),
  }),
  output: z.object({
    key: z.string(),
    label: Said,
    about: Said,
    recordLabel: Said,
    record: z.int().nullable(),
    records: z.array(z.object({ id: z.int(), label: Said })),
    fields: z.array(FieldRow),
  }),
  may: officers,
  async run(context, { kind: key, record }) {
    const kind = kindOf(key)
    const records = await kind.records(context)
    const chosen = record ?? records[0]?.id ?? null
    const values = chosen === null ? null : valuesOf(kind.fields, await kind.read(context, chosen))
    return {
      ...{ key, label: kind.label, about: kind.about, recordLabel: kind.record, record: chosen },
      records: records.map(({ id: recordId, label: { vi, en } }) => ({ id: recordId, label: { vi, en } })),
      fields: listedFields(kind).map((field) => ({
        ...field,
        value:
          values === null
            ? null
            : shown(field.within === null ? values[field.name] : inFirst(values[field.within], field.name)),
      })),
    }
  },
})

/** The value of a field in the first row of its list. */
function inFirst(list: Value | undefined, name: string): Value | undefined {
  return Array.isArray(list) ? (list as readonly Record<string, Value>[])[0]?.[name] : undefined
}

function shown(value: Value | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'có' : ''
  return `${value.length} dòng`
}

const Document = z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() })

const documentOf = (name: string, bytes: Uint8Array) => ({
  name: markedFileName(name),
  mime: docx,
  sha256: sha256Of(bytes),
  base64: Buffer.from(bytes).toString('base64'),
})

/** The template of a kind as it is used today, to be edited in Word. */
export const downloadTemplate = query({
  name: 'templates.download',
  summary: words('Mẫu Word đang dùng', 'The Word template in use'),
  route: 'GET /template-kinds/{kind}/template',
  input: z.object({
    kind: text(60),
    /** The one that the program ships, whatever is in use. */
    shipped: optionalChoice(['on']),
  }),
  output: Document,
  may: officers,
  async run(context, { kind: key, shipped }) {
    const kind = kindOf(key)
    const bytes =
      shipped === 'on' ? await shippedTemplate(kind) : (await usedOn(context, kind, context.today)).bytes
    return documentOf(`mau-${key}.docx`, bytes)
  },
})

/** A template filled with the data of a real record; nothing is kept or sent. @throws Problem 409 for one with wrong marks */
export const tryTemplate = query({
  name: 'templates.trial',
  summary: words('Điền thử mẫu với hồ sơ có thật', 'A template tried on a real record'),
  route: 'GET /template-kinds/{kind}/trial',
  input: z.object({
    kind: text(60),
    record: id(),
    /** A version of this kind; left out: what is in use today. */
    templateId: optionalId(),
  }),
  output: Document,
  may: officers,
  async run(context, { kind: key, record, templateId }) {
    const kind = kindOf(key)
    const read = await kind.read(context, record)
    const bytes = await bytesOf(context, kind, templateId)
    const [made] = await fillFor(kind, bytes, [read])
    if (made === undefined) throw new Error('Nothing was made')
    return documentOf(`thu-${key}-${record}.docx`, made)
  },
})

async function bytesOf(context: Context, kind: TemplateKind, templateId: number | undefined) {
  if (templateId === undefined) return (await usedOn(context, kind, context.today)).bytes
  const row = await context.db
    .selectFrom('wordTemplate as w')
    .innerJoin('file as f', 'f.id', 'w.fileId')
    .select('f.sha256')
    .where('w.id', '=', templateId)
    .where('w.kind', '=', kind.key)
    .executeTakeFirst()
  if (row === undefined) throw noTemplate()
  return context.files.read(row.sha256)
}

const MadeRow = z.object({
  id: z.int(),
  kind: z.string(),
  label: Said,
  title: z.string(),
  /** As the audit trail files it: `application:7`. */
  record: z.string(),
  madeOn: z.iso.date(),
  /** The version that it was made of; null: the shipped template. */
  templateId: z.int().nullable(),
  number: z.int().nullable(),
  file: FileRow,
})
export type MadeRow = z.infer<typeof MadeRow>

/** The documents that were made of templates, the last one first. */
export const listMadeDocuments = query({
  name: 'templates.made',
  summary: words('Văn bản đã tạo từ mẫu', 'Documents made of templates'),
  route: 'GET /made-documents',
  input: z.object({
    ...listInput(['madeOn', 'title']),
    kind: optionalText(60),
    /** Made of this version. */
    templateId: optionalId(),
    /** Of this record: `application:7`. */
    record: optionalText(60),
  }),
  output: listOutput(MadeRow),
  may: officers,
  async run({ db }, input) {
    let rows = db
      .selectFrom('madeDocument as m')
      .innerJoin('file as f', 'f.id', 'm.fileId')
      .leftJoin('wordTemplate as w', 'w.id', 'm.templateId')
      .select(['m.id', 'm.kind', 'm.title', 'm.record', 'm.madeOn', 'm.templateId', 'w.number'])
      .select(['m.fileId', 'f.name as fileName'])
    if (input.kind !== undefined) rows = rows.where('m.kind', '=', input.kind)
    if (input.templateId !== undefined) rows = rows.where('m.templateId', '=', input.templateId)
    if (input.record !== undefined) rows = rows.where('m.record', '=', input.record)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(m.title || ' ' || f.name) LIKE ${pattern}`)
    const page = await pageOf(
      rows,
      input,
      {
        madeOn: { column: 'm.madeOn', value: (row) => row.madeOn, direction: 'desc' },
        title: { column: 'm.title', value: (row) => row.title },
      },
      'm.id',
    )
    return {
      ...page,
      rows: page.rows.map(({ fileId, fileName, ...row }) => {
        const { vi, en } = templateKinds.get(row.kind)?.label ?? words(row.kind, row.kind)
        return { ...row, label: { vi, en }, file: { id: fileId, name: fileName } }
      }),
    }
  },
})
