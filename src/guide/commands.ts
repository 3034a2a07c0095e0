import { z } from 'zod'
import { sectorGroups } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { id, several, whole } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { command, type Need, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { guideFields, referenceFields, standardsOf } from './fields.ts'
import { goals, isOpenToChange, lacking, type ReferenceLike, type ReferencePart } from './rules.ts'

/* An entry of the guide while it is written: its text in both languages, what it names, and new editions of what is published. */

explainConstraint('guide_entry_content_id_fkey', () =>
  invalidField('contentId', words('Không có nội dung này.', 'There is no such content.')),
)

export const Changed = z.object({ id: z.int(), version: z.int() })
export const noEntry = () => notFound(words('mục hướng dẫn', 'Entry of the guide'))

/** The lists that an entry is found by. */
export const chosen = {
  sectors: several(z.enum(sectorGroups.keys)),
  goals: several(z.enum(goals.keys)),
}

type Typed = {
  readonly papers?: string | undefined
  readonly papersEn?: string | undefined
  readonly readiness?: string | undefined
  readonly readinessEn?: string | undefined
  readonly readinessSource?: string | undefined
}

/** What is optional is there in both languages, or in none. */
const both = (field: keyof Typed, other: keyof Typed, said: Words): Need<Typed> => ({
  field,
  of: [other],
  when: (typed) => typed[other] !== undefined,
  said,
  words: words('Xin viết cả tiếng Việt và tiếng Anh.', 'Please write it in Vietnamese and in English.'),
})
const withEnglish = words('khi có bản tiếng Anh', 'with the English text')
const withVietnamese = words('khi có bản tiếng Việt', 'with the Vietnamese text')

/** What is asked of a text whoever writes it. */
export const textNeeds = [
  both('papers', 'papersEn', withEnglish),
  both('papersEn', 'papers', withVietnamese),
  both('readiness', 'readinessEn', withEnglish),
  both('readinessEn', 'readiness', withVietnamese),
  {
    field: 'readinessSource',
    of: ['readiness'],
    when: ({ readiness }: Typed) => readiness !== undefined,
    said: words('khi có thang đo', 'with a scale'),
    words: words('Thang đo phải có nguồn.', 'A scale needs its source.'),
  },
] as const satisfies readonly Need<Typed>[]

interface TextInput {
  readonly standards?: string | undefined
  readonly sectors: readonly (typeof sectorGroups.keys)[number][]
  readonly goals: readonly (typeof goals.keys)[number][]
}

/** The columns of a text. */
export function columnsOf<I extends TextInput & Parameters<typeof guideFields.values>[0]>(input: I) {
  const { standards: _typed, ...values } = guideFields.values(input)
  return {
    ...values,
    standards: standardsOf(input.standards),
    sectors: [...new Set(input.sectors)],
    goals: [...new Set(input.goals)],
  }
}

/** Begins an entry. */
export const createEntry = command({
  name: 'guide.create',
  summary: words('Soạn mục hướng dẫn', 'Write an entry of the guide'),
  route: 'POST /guide/entries',
  input: z.object({ ...guideFields.input, ...chosen }),
  output: Changed,
  may: ['coordinator'],
  needs: textNeeds,
  subject: (_input, output) => `guide_entry:${output.id}`,
  async run({ db, today }, input) {
    return db
      .insertInto('guideEntry')
      .values({ ...columnsOf(input), begunOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** An entry under lock. @param version as it was read; undefined: the present one */
export async function lockEntry(db: Db, entryId: number, version?: number) {
  const row = await db
    .selectFrom('guideEntry')
    .selectAll()
    .where('id', '=', entryId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noEntry()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** The same, of one that may be changed. @throws Problem 409 for one that waits to be published */
async function lockOpen(db: Db, entryId: number, version?: number) {
  const row = await lockEntry(db, entryId, version)
  if (!isOpenToChange(row.state))
    throw conflict(
      'guide.notOpen',
      words(
        'Mục này đang chờ công bố nên chưa sửa được.',
        'The entry waits to be published, so it is not changed now.',
      ),
    )
  return row
}

/** Counts a change of an entry. */
export const touch = (db: Db, row: { readonly id: number; readonly version: number }, set: object = {}) =>
  db
    .updateTable('guideEntry')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** What was changed is a draft again; what was returned stays so until it is sent. What is published stays readable meanwhile. */
const again = (state: string) =>
  state === 'returned' ? {} : { state: 'draft' as const, reason: null, remarks: null }

/** Writes an entry anew; of a published one the next edition begins, and the last stays readable. */
export const editEntry = command({
  name: 'guide.edit',
  summary: words('Sửa mục hướng dẫn', 'Edit an entry of the guide'),
  route: 'PUT /guide/entries/{id}',
  input: z.object({ id: id(), version: whole(1), ...guideFields.input, ...chosen }),
  output: Changed,
  may: ['coordinator'],
  needs: textNeeds,
  subject: ({ id }) => `guide_entry:${id}`,
  async run({ db }, { id: entryId, version, ...input }) {
    const entry = await lockOpen(db, entryId, version)
    return touch(db, entry, { ...columnsOf(input), ...again(entry.state) })
  },
})

/** What a kind of reference asks for beside its title, as its form marks it and its command asks. */
const asked = (field: ReferencePart, said: Words): Need<ReferenceLike> => ({
  field,
  of: ['kind'],
  when: (reference) => lacking(reference).includes(field),
  said,
})
const referenceNeeds = [
  asked('publisher', words('với nguồn', 'for a source')),
  asked('address', words('với nguồn, tài liệu, video', 'for a source, a document, a video')),
  asked('readOn', words('với nguồn', 'for a source')),
]

const readAlready: Rule<{ readonly readOn?: string | undefined }> = {
  of: ['readOn'],
  judge: ({ readOn }, { today }) =>
    readOn === undefined || readOn <= today
      ? null
      : { field: 'readOn', words: words('Ngày này chưa tới.', 'That day is still ahead.') },
}

/** Adds a source, document, video or adviser to an entry. */
export const addReference = command({
  name: 'guide.addReference',
  summary: words('Thêm nguồn, tài liệu, nơi tư vấn', 'Add a source, document or adviser'),
  route: 'POST /guide/entries/{id}/references',
  input: z.object({ id: id(), ...referenceFields.input }),
  output: Changed,
  may: ['coordinator'],
  needs: referenceNeeds,
  rules: [readAlready],
  subject: ({ id }) => `guide_entry:${id}`,
  async run({ db }, { id: entryId, ...input }) {
    const entry = await lockOpen(db, entryId)
    await db
      .insertInto('guideReference')
      .values({ entryId, ...referenceFields.values(input) })
      .execute()
    return touch(db, entry, again(entry.state))
  },
})

/** Takes a reference out of an entry. */
export const removeReference = command({
  name: 'guide.removeReference',
  summary: words('Bỏ nguồn, tài liệu, nơi tư vấn', 'Take out a source, document or adviser'),
  route: 'DELETE /guide/entries/{id}/references/{reference}',
  input: z.object({ id: id(), reference: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `guide_entry:${id}`,
  async run({ db }, { id: entryId, reference }) {
    const entry = await lockOpen(db, entryId)
    const gone = await db
      .deleteFrom('guideReference')
      .where('id', '=', reference)
      .where('entryId', '=', entryId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('tài liệu này', 'Reference'))
    return touch(db, entry, again(entry.state))
  },
})
