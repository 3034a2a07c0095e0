import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import { editEntry, endEntry } from '../platform/catalogue.ts'
import { id, longText, optionalChoice, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { command, query, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { fold, slug } from '../platform/text.ts'
import { contentKinds } from '../support/index.ts'
import { contentFieldFields } from './fields.ts'
import { askedAt, fieldTypes, optionsOf } from './rules.ts'

/* What is asked of the turns of each kind of content, as the office keeps it. */

explainConstraint('content_field_name', () =>
  conflict(
    'contentData.fieldTwice',
    words('Đã có số liệu mang tên này của loại nội dung.', 'There is a figure of this name of the kind.'),
    'name',
  ),
)
explainConstraint('content_field_content_key_fkey', () =>
  invalidField('contentKey', words('Không có nội dung này.', 'There is no such content.')),
)
explainConstraint('content_field_key', () =>
  conflict(
    'contentData.keyTwice',
    words(
      'Đã có số liệu mang tên gần giống; xin đặt tên khác.',
      'There is one of nearly this name; please name it otherwise.',
    ),
    'name',
  ),
)

/** A field as it comes with the program: data/catalogues.json. */
const absent = z.string().min(1).nullable().default(null)
export const ContentFieldData = z.object({
  ...{
    key: z.string().min(1),
    name: z.string().min(1),
    nameEn: z.string().min(1),
    kind: contentKinds.schema,
  },
  ...{ contentKey: absent, type: fieldTypes.schema, unit: absent, unitEn: absent, options: absent },
  ...{ optionsEn: absent, perItem: absent, perItemEn: absent, askedAt: askedAt.schema },
  ...{ required: z.boolean(), source: z.string().min(1) },
})

const one = words('số liệu theo nội dung', 'Figure by content')

const Changed = z.object({ id: z.int(), version: z.int() })
const subject = ({ id: fieldId }: { readonly id: number }) => `content_field:${fieldId}`

type Said = z.output<z.ZodObject<typeof contentFieldFields.input>>

const needed = words('Xin ghi đủ cả hai ngôn ngữ.', 'Please give it in both languages.')
const foreign = words('Kiểu số liệu này không có phần này.', 'This type of figure has no such part.')
const measured = ({ type }: Pick<Said, 'type'>) => type === 'number' || type === 'area'
const whenMeasured = words('khi là số hoặc diện tích', 'of a number or an area')
const whenSeveral = words('khi có nhiều giá trị', 'where there are several values')
const whenChosen = words('khi chọn một mức', 'of a choice among levels')

const ofType = <K extends 'unit' | 'unitEn' | 'options' | 'optionsEn'>(
  field: K,
  holds: (said: Pick<Said, 'type'>) => boolean,
  asked: ReturnType<typeof words>,
): Rule<Said> => ({
  of: ['type', field],
  asks: { [field]: asked },
  judge: (said) =>
    (said[field] !== undefined) === holds(said)
      ? null
      : { field, words: said[field] === undefined ? needed : foreign },
})

const chosen = ({ type }: Pick<Said, 'type'>) => type === 'choice'

const fieldRules: readonly Rule<Said>[] = [
  ofType('unit', measured, whenMeasured),
  ofType('unitEn', measured, whenMeasured),
  ofType('options', chosen, whenChosen),
  ofType('optionsEn', chosen, whenChosen),
  {
    of: ['options', 'optionsEn'],
    judge: ({ options, optionsEn }) =>
      options === undefined ||
      optionsEn === undefined ||
      optionsOf(options).length === optionsOf(optionsEn).length
        ? null
        : {
            field: 'optionsEn',
            words: words('Hai ngôn ngữ phải có cùng số mức.', 'Both languages have as many levels.'),
          },
  },
  {
    of: ['perItem', 'perItemEn'],
    asks: { perItem: whenSeveral, perItemEn: whenSeveral },
    judge: ({ perItem, perItemEn }) =>
      (perItem === undefined) === (perItemEn === undefined)
        ? null
        : { field: perItem === undefined ? 'perItem' : 'perItemEn', words: needed },
  },
  {
    of: ['kind', 'contentKey'],
    judge: async ({ kind, contentKey }, { db }) => {
      if (contentKey === undefined) return null
      const content = await db
        .selectFrom('supportContent')
        .select('kind')
        .where('key', '=', contentKey)
        .executeTakeFirst()
      return content?.kind === kind
        ? null
        : {
            field: 'contentKey',
            words: words('Loại này không có nội dung đó.', 'The kind has no such content.'),
          }
    },
  },
]

/** Adds a field that is asked of turns. */
export const addField = command({
  name: 'contentData.addField',
  summary: words('Thêm số liệu theo nội dung', 'Add a figure by content'),
  route: 'POST /content-fields',
  input: z.object(contentFieldFields.input),
  output: Changed,
  may: ['coordinator'],
  rules: fieldRules,
  subject: (_input, output) => subject(output),
  run: ({ db }, input) =>
    db
      .insertInto('contentField')
      .values({ ...contentFieldFields.values(input), key: slug(`${input.kind} ${input.name}`).slice(0, 60) })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow(),
})

/** What values were entered by: changed under them, they would say something else. */
const kept = ['kind', 'contentKey', 'type', 'unit', 'options', 'perItem'] as const

/** Changes a field. One that has values keeps what they were entered by. */
export const editField = command({
  name: 'contentData.editField',
  summary: words('Sửa số liệu theo nội dung', 'Edit a figure by content'),
  route: 'PUT /content-fields/{id}',
  input: z.object({ id: id(), version: whole(1), ...contentFieldFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [
    ...fieldRules,
    {
      of: ['id', ...kept],
      judge: async ({ id: fieldId, ...said }, { db }) => {
        const row = await db
          .selectFrom('contentField as d')
          .select(kept.map((key) => `d.${key}` as const))
          .where('d.id', '=', fieldId)
          .where(sql<boolean>`EXISTS (SELECT FROM content_value v WHERE v.field_id = d.id)`)
          .executeTakeFirst()
        const changed = row === undefined ? undefined : kept.find((key) => row[key] !== (said[key] ?? null))
        return changed === undefined
          ? null
          : {
              field: changed,
              words: words(
                'Đã có giá trị theo số liệu này; xin thêm số liệu mới.',
                'Values were entered by it; please add a new figure.',
              ),
            }
      },
    },
  ],
  subject,
  run: ({ db }, { id: fieldId, version, ...input }) =>
    editEntry(db, 'contentField', { id: fieldId, version }, contentFieldFields.values(input)),
})

/** Has a field asked no more; its values stay. */
export const endField = command({
  name: 'contentData.endField',
  summary: words('Ngừng hỏi số liệu theo nội dung', 'Stop asking a figure by content'),
  route: 'POST /content-fields/{id}/end',
  input: z.object({ id: id(), reason: longText(500) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject,
  run: ({ db, today }, { id: fieldId }) => endEntry(db, 'contentField', fieldId, today, one),
})

const Field = z.object({
  id: z.int(),
  key: z.string().nullable(),
  ...contentFieldFields.row,
  content: z.string().nullable(),
  contentEn: z.string().nullable(),
  endedOn: z.iso.date().nullable(),
  /** How many values stand of it. */
  uses: z.int(),
  version: z.int(),
})
export type ContentField = z.infer<typeof Field>

/** The fields with their source, and how many values each has. */
export const listFields = query({
  name: 'contentData.fields',
  summary: words('Danh mục số liệu theo nội dung', 'Catalogue of figures by content'),
  route: 'GET /content-fields',
  input: z.object({ ...listInput(['name', 'ended']), kind: optionalChoice(contentKinds.keys) }),
  output: listOutput(Field),
  may: signedIn,
  async run({ db }, input) {
    let rows = db
      .selectFrom('contentField as d')
      .leftJoin('supportContent as c', 'c.key', 'd.contentKey')
      .select(['d.id', 'd.key', ...contentFieldFields.select('d'), 'd.endedOn', 'd.version'])
      .select(['c.name as content', 'c.nameEn as contentEn'])
      .select(
        sql<number>`(SELECT count(*)::int FROM content_value v WHERE v.field_id = d.id AND v.state <> 'withdrawn')`.as(
          'uses',
        ),
      )
    if (input.kind !== undefined) rows = rows.where('d.kind', '=', input.kind)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(d.name || ' ' || d.name_en) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      { name: byText('d.name', (row) => row.name), ended: byDay('d.endedOn', (row) => row.endedOn) },
      'd.id',
    )
  },
})

/** The catalogue, as its pages take it. */
export const contentFields = { add: addField, edit: editField, end: endField, list: listFields, one }
