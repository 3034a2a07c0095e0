import { z } from 'zod'
import { papersFor } from '../calls/index.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalId, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { evidenceOf } from '../support/index.ts'
import { type ApplicationRecord, readApplication } from './application-row.ts'
import { after } from './states.ts'
import { Changed } from './transitions.ts'

/* The papers of an application, each a file with its kind: those that its call asks for, and others by their names. */

/** A paper as it is shown. */
export const PaperRow = z.object({
  id: z.int(),
  name: z.string(),
  callPaperId: z.int().nullable(),
  file: z.object({ id: z.int(), name: z.string() }),
  /** The filing that it came with. */
  round: z.int(),
  addedOn: z.iso.date(),
})
export type PaperRow = z.infer<typeof PaperRow>

/** A paper that a call asks for. */
export const AskedPaper = z.object({ id: z.int(), name: z.string() })

/** Where papers are kept: with a draft, or with an application. */
export type PaperOwner = { readonly draftId: number } | { readonly applicationId: number }

const ownedBy = (owner: PaperOwner) =>
  'draftId' in owner
    ? ({ column: 'p.draftId', value: owner.draftId } as const)
    : ({ column: 'p.applicationId', value: owner.applicationId } as const)

/** The papers of a draft or an application, in the order in which they came. */
export async function papersGiven(db: Db, owner: PaperOwner): Promise<PaperRow[]> {
  const { column, value } = ownedBy(owner)
  const rows = await db
    .selectFrom('applicationPaper as p')
    .innerJoin('file as f', 'f.id', 'p.fileId')
    .select([
      'p.id',
      'p.name',
      'p.callPaperId',
      'p.round',
      'p.addedOn',
      'f.id as fileId',
      'f.name as fileName',
    ])
    .where(column, '=', value)
    .orderBy('p.id')
    .execute()
  return rows.map(({ fileId, fileName, ...row }) => ({ ...row, file: { id: fileId, name: fileName } }))
}

/** The papers of a call that are among those given. */
export const kindsGiven = (papers: readonly PaperRow[]): ReadonlySet<number> =>
  new Set(papers.flatMap(({ callPaperId }) => (callPaperId === null ? [] : [callPaperId])))

interface Paper {
  readonly callPaperId?: number | undefined
  readonly name?: string | undefined
  readonly fileId: number
}

/** Keeps a paper. @throws Problem 422 for one that the call does not name and that has no name of its own */
export async function keepPaper(
  context: Context,
  owner: PaperOwner,
  of: { readonly callId: number | null; readonly enterpriseId: number; readonly round: number },
  { callPaperId, name, fileId }: Paper,
): Promise<void> {
  const { db, today } = context
  const asked =
    callPaperId === undefined || of.callId === null
      ? undefined
      : await db
          .selectFrom('callPaper')
          .select('name')
          .where('id', '=', callPaperId)
          .where('callId', '=', of.callId)
          .executeTakeFirst()
  if (callPaperId !== undefined && asked === undefined)
    throw invalidField(
      'callPaperId',
      words('Đợt kêu gọi không nêu giấy tờ này.', 'The call names no such paper.'),
    )
  const called = name ?? asked?.name
  if (called === undefined) throw new Error('A paper without a name was let through')
  await evidenceOf(context, fileId, of.enterpriseId)
  await db
    .insertInto('applicationPaper')
    .values({
      ...owner,
      callPaperId: callPaperId ?? null,
      name: called,
      fileId,
      addedOn: today,
      round: of.round,
    })
    .execute()
}

/** How often it was filed. */
async function roundOf(db: Db, applicationId: number): Promise<number> {
  const { round } = await db
    .selectFrom('applicationFiling')
    .select((eb) => eb.fn.max('round').as('round'))
    .where('applicationId', '=', applicationId)
    .executeTakeFirstOrThrow()
  return round ?? 1
}

/** The application under lock and the filing that papers come with now. @throws Problem 409 once it was checked */
async function lockForPapers({ db, actor }: Context, applicationId: number) {
  const record = await readApplication(db, actor, applicationId, true)
  if (after(record.state, 'edit') === null)
    throw conflict(
      'applications.papersKept',
      words(
        'Hồ sơ đã được kiểm tra nên giấy tờ không thay đổi nữa.',
        'The application was checked: its papers do not change any more.',
      ),
    )
  const round = await roundOf(db, applicationId)
  return { record, round: record.state === 'returned' ? round + 1 : round }
}

/** The inputs of a paper. */
export const paperInput = {
  /** The paper that the call asks for; left out: another one, by its name. */
  callPaperId: optionalId(),
  name: optionalText(300),
  fileId: id(),
}

/** A paper that no call asks for bears a name of its own. */
export const paperNeeds = [
  {
    field: 'name',
    of: ['callPaperId'],
    when: ({ callPaperId }: { readonly callPaperId?: number | undefined }) => callPaperId === undefined,
    said: words('với giấy tờ khác', 'for another paper'),
    words: words('Xin ghi tên giấy tờ.', 'Please name the paper.'),
  },
] as const

/** Adds a paper to an application that was not checked yet, or was returned. */
export const addApplicationPaper = command({
  name: 'applications.addPaper',
  summary: words('Thêm giấy tờ vào hồ sơ', 'Add a paper to an application'),
  route: 'POST /applications/{id}/papers',
  input: z.object({ id: id(), ...paperInput }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  needs: paperNeeds,
  subject: ({ id }) => `application:${id}`,
  async run(context, { id: applicationId, ...paper }) {
    const { record, round } = await lockForPapers(context, applicationId)
    const { callId, enterpriseId } = record
    await keepPaper(context, { applicationId }, { callId, enterpriseId, round }, paper)
    return { id: applicationId, state: record.state }
  },
})

/** Takes a paper back that came with the filing that is being made; what was filed before stays. */
export const removeApplicationPaper = command({
  name: 'applications.removePaper',
  summary: words('Bỏ giấy tờ khỏi hồ sơ', 'Take a paper out of an application'),
  route: 'DELETE /applications/{id}/papers/{paper}',
  input: z.object({ id: id(), paper: id() }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `application:${id}`,
  async run(context, { id: applicationId, paper }) {
    const { record, round } = await lockForPapers(context, applicationId)
    const gone = await context.db
      .deleteFrom('applicationPaper')
      .where('id', '=', paper)
      .where('applicationId', '=', applicationId)
      .where('round', '=', round)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('giấy tờ này', 'Paper of the application'))
    return { id: applicationId, state: record.state }
  },
})

/** What an application's page says of its papers: what was given, what its call asks for and what is missing. */
export async function papersOfApplication(db: Db, record: ApplicationRecord) {
  const given = await papersGiven(db, { applicationId: record.id })
  const { papers, missing } = await papersFor(db, record, kindsGiven(given))
  return {
    papers: given,
    asked: papers.map(({ id: askedId, name }) => ({ id: askedId, name })),
    missing: missing.map(({ id: missingId, name }) => ({ id: missingId, name })),
  }
}

/** The call that an application came to. */
export async function callNamed(db: Db, callId: number | null) {
  const call =
    callId === null
      ? null
      : await db.selectFrom('call').select(['id', 'title']).where('id', '=', callId).executeTakeFirstOrThrow()
  return { call, callTitle: call?.title ?? null }
}

/** A file by its name. */
export async function fileOf(db: Db, fileId: number | null): Promise<{ id: number; name: string } | null> {
  if (fileId === null) return null
  return db.selectFrom('file').select(['id', 'name']).where('id', '=', fileId).executeTakeFirstOrThrow()
}
