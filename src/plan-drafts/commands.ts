import { z } from 'zod'
import { readDocumentFile } from '../documents/read/apart.ts'
import type { PlanDocument as ReadPlan } from '../plan-reader/index.ts'
import { readPlan } from '../plan-reader/index.ts'
import { choice, id, longText, optionalId, optionalText, whole } from '../platform/fields.ts'
import { evidence, storeFile } from '../platform/files.ts'
import { type Words, words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { invalidField, Problem } from '../platform/problem.ts'
import { nfc } from '../platform/text.ts'
import { DraftDocument, Reasons } from './draft.ts'
import { openDraft } from './lock-draft.ts'
import { documentOfReading } from './mapping/draft.ts'
import { catalogues } from './queries.ts'
import { DraftReading, newReading } from './review.ts'
import { movedPath, movedRecord, partKeys, partShape } from './sections.ts'

/** The signed document that a draft was read from. */
export interface DraftSource {
  readonly file: string
  /** Of the bytes that were brought in. */
  readonly sha256: string
  readonly text: string
  readonly fileId: number | null
}

/**
 * Opens a draft of a plan. Runs inside the caller's transaction; the caller has checked who may.
 * @param draft.planId the plan that is amended or built on; null for a document that stands alone
 * @param draft.reasons the calculation behind each figure, by its path in `document`
 * @param draft.reading what the reader found, when `document` was read; its spans point into `source.text`
 * @returns the draft's id
 */
export async function createDraft(
  { db, actor }: Context,
  draft: {
    readonly kind: 'document' | 'amendment' | 'next'
    readonly planId: number | null
    readonly label: string
    readonly document: DraftDocument
    readonly reading?: DraftReading
    readonly reasons?: Readonly<Record<string, Words>>
    readonly source?: DraftSource
  },
): Promise<number> {
  const { source } = draft
  const row = await db
    .insertInto('planDraft')
    .values({
      kind: draft.kind,
      planId: draft.planId,
      label: draft.label,
      document: JSON.stringify(draft.document),
      reading: draft.reading === undefined ? null : JSON.stringify(draft.reading),
      reasons: JSON.stringify(draft.reasons ?? {}),
      fileId: source?.fileId ?? null,
      sourceFile: source?.file ?? null,
      sourceSha256: source?.sha256 ?? null,
      sourceText: source?.text ?? null,
      createdBy: actor.name,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A text as it was pasted: tabs and line breaks part the cells and rows of a table. */
const pasted = z.preprocess(
  (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
  z.string().max(2_000_000).optional(),
)

/** Rows that one list of a plan may have; a province's plan has some twenty. */
const mostRows = 1000

/** Reads a signed plan into a draft: an uploaded file or a pasted text, which is kept as evidence. */
export const readDraft = command({
  name: 'drafts.read',
  summary: words('Đọc văn bản kế hoạch thành bản thảo', 'Read a plan document into a draft'),
  route: 'POST /plan-drafts',
  input: z.object({ fileId: optionalId(), text: pasted, label: optionalText(200) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  secret: ['text'],
  needs: [
    {
      field: 'fileId',
      of: ['text'],
      when: ({ text }) => text === undefined,
      said: words('khi không dán văn bản', 'without pasted text'),
      words: words('Xin tải tệp lên hoặc dán văn bản.', 'Please upload a file or paste the text.'),
    },
  ],
  rules: [
    {
      of: ['fileId', 'text'],
      judge: ({ fileId, text }) =>
        fileId !== undefined && text !== undefined
          ? {
              field: 'text',
              words: {
                vi: 'Xin chọn một cách: tải tệp lên hoặc dán văn bản.',
                en: 'Please choose one: upload a file or paste the text.',
              },
            }
          : null,
    },
  ],
  subject: (_input, output) => `plan_draft:${output.id}`,
  prepare: (context, input) => broughtIn(context, input),
  async run(context, input, { uploaded, read }) {
    const file = uploaded ?? (await storeText(context, input.text ?? ''))
    const mapped = documentOfReading(read, await catalogues(context.db))
    refuseTooLong(mapped.document)
    const label = input.label ?? (mapped.document.number || mapped.document.title.vi || file.name)
    const draft = await createDraft(context, {
      kind: 'document',
      planId: null,
      label: nfc(label).slice(0, 200) || file.name,
      document: { ...mapped.document, source: file.name },
      reading: newReading(read, mapped),
      source: { file: file.name, sha256: file.sha256, text: read.text, fileId: file.id },
    })
    return { id: draft }
  },
})

/** What was brought in: the file, where it was one, and what it says. */
async function broughtIn(
  context: Context,
  input: { fileId?: number | undefined; text?: string | undefined },
): Promise<{ uploaded: { id: number; name: string; sha256: string } | null; read: ReadPlan }> {
  const { fileId, text } = input
  if (fileId !== undefined) {
    const uploaded = await evidence(context, fileId)
    try {
      const bytes = await context.files.read(uploaded.sha256)
      const { text: found } = await readDocumentFile(uploaded.name, bytes)
      return { uploaded, read: readPlan(found) }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      throw new Problem(error.code, error.status, error.words, [{ field: 'fileId', words: error.words }])
    }
  }
  return { uploaded: null, read: readPlan(text ?? '') }
}

const storeText = (context: Context, text: string) =>
  storeFile(context.db, context.files, {
    name: 'van-ban-dan.txt',
    bytes: new TextEncoder().encode(text.toWellFormed()),
    mime: 'text/plain',
    uploadedBy: context.actor.userId,
    enterpriseId: null,
  })

function refuseTooLong(document: DraftDocument): void {
  const lists = [
    document.legalBases,
    document.objectives,
    document.targets,
    document.criteria,
    document.tasks,
    document.funding,
    document.duties,
    document.budget.lines,
    document.remarks,
    document.recipients,
  ]
  if (lists.every((list) => list.length <= mostRows)) return
  throw new Problem('drafts.tooLong', 422, {
    vi: `Văn bản có phần dài hơn ${mostRows} mục, không phải một kế hoạch của tỉnh.`,
    en: `A part of the document has more than ${mostRows} items; it is no plan of a province.`,
  })
}

/** Corrects one part of a draft. `content` holds the document's keys of that part, whole. */
export const editDraft = command({
  name: 'drafts.edit',
  summary: words('Sửa một phần của bản thảo', 'Correct a part of a draft'),
  route: 'POST /plan-drafts/{id}/edit',
  body: 4 * 1024 * 1024, // the longest part of a plan is its table of money
  input: z.object({
    id: id(),
    version: whole(1),
    part: choice(partKeys),
    content: z.record(z.string(), z.unknown()),
    /** For each list of the part, the place that each row had before; without it rows keep their places. */
    rows: z.record(z.string(), z.array(z.int().min(0).nullable())).optional(),
  }),
  output: z.object({ id: z.int(), version: z.int() }),
  may: ['coordinator'],
  subject: (input) => `plan_draft:${input.id}`,
  async run(context, input) {
    const draft = await openDraft(context, input.id, input.version)
    const content = partShape(input.part).safeParse(input.content, { reportInput: true })
    if (!content.success) {
      const first = content.error.issues[0]
      throw invalidField(
        `content.${first?.path.map(String).join('.') ?? ''}`,
        words('Nội dung của phần này không đúng kiểu.', 'The content of this part has the wrong form.'),
      )
    }
    const document = DraftDocument.parse({ ...DraftDocument.parse(draft.document), ...content.data })
    refuseTooLong(document)
    const origins = input.rows ?? {}
    const reading = draft.reading === null ? null : DraftReading.parse(draft.reading)
    const moved =
      reading === null
        ? null
        : {
            ...reading,
            spans: movedRecord(reading.spans, origins),
            notes: reading.notes.flatMap((note) => {
              const path = movedPath(note.path, origins)
              return path === null ? [] : [{ ...note, path }]
            }),
          }
    const { version } = await context.db
      .updateTable('planDraft')
      .set({
        document: JSON.stringify(document),
        reading: moved === null ? null : JSON.stringify(moved),
        reasons: JSON.stringify(movedRecord(Reasons.parse(draft.reasons), origins)),
        updatedAt: new Date(),
        version: draft.version + 1,
      })
      .where('id', '=', draft.id)
      .returning('version')
      .executeTakeFirstOrThrow()
    return { id: draft.id, version }
  },
})

/** The key under which `reasons` keeps why a draft was given up; no path of a document is called so. */
const discardedKey = 'discarded'

/** Gives a draft up, for a reason. It stays to be read. */
export const discardDraft = command({
  name: 'drafts.discard',
  summary: words('Bỏ bản thảo', 'Discard a draft'),
  route: 'POST /plan-drafts/{id}/discard',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: (input) => `plan_draft:${input.id}`,
  async run(context, input) {
    const draft = await openDraft(context, input.id, input.version)
    const reason: Words = { vi: input.reason, en: input.reason }
    await context.db
      .updateTable('planDraft')
      .set({
        state: 'discarded',
        reasons: JSON.stringify({ ...Reasons.parse(draft.reasons), [discardedKey]: reason }),
        updatedAt: new Date(),
        version: draft.version + 1,
      })
      .where('id', '=', draft.id)
      .execute()
    return { id: draft.id }
  },
})
