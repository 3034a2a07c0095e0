import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { choice, flag, id, text } from '../platform/fields.ts'
import { storeUpload } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { countAddress } from './limits.ts'
import { findLinked, type Linked, linked, linkInput } from './links.ts'

/*
 * The evidence of whoever registers: papers that show who he is and that the enterprise is there, sent by the personal link while the
 * officer has not confirmed. The file is kept and scanned as every upload is, then said which paper it is.
 */

export const registrationPapers = states({
  appointment: words('Quyết định bổ nhiệm, giấy ủy quyền', 'Appointment or authorisation'),
  business: words('Giấy chứng nhận đăng ký doanh nghiệp', 'Certificate of business registration'),
  other: words('Giấy tờ khác', 'Other papers'),
})

/** Files that one registration may bring. */
export const mostPapers = 5

/** Whether papers are taken: it is filed and nobody has settled it. */
export const takesPapers = ({ state }: Pick<Linked, 'state'>): boolean => state === 'filed'

const closed = () =>
  conflict(
    'registrations.papersClosed',
    words(
      'Chỉ gửi giấy tờ khi đăng ký đã gửi và cán bộ chưa xử lý.',
      'Papers are taken while a registration is filed and not settled.',
    ),
  )

async function openFor(context: Context, token: string) {
  const registration = await linked(context, token, 'locked')
  if (!takesPapers(registration)) throw closed()
  return registration
}

/** Keeps a file of whoever has the link. @throws Problem 409 when there are enough, 429 for too many from one address */
export const keepRegistrationFile = command({
  name: 'registrations.keepFile',
  summary: words('Tải giấy tờ lên theo đường dẫn đăng ký', 'Upload a paper by the link of a registration'),
  route: 'POST /registration-links/{token}/files',
  input: z.object({
    ...linkInput,
    name: text(),
    bytes: z.instanceof(Uint8Array).meta({ type: 'string', format: 'binary' }),
    keepPlace: flag(),
  }),
  output: z.object({ id: z.int(), name: z.string(), sha256: z.string() }),
  may: ['public'],
  secret: ['token', 'bytes'],
  prepare: countAddress,
  subject: (_input, output) => `file:${output.id}`,
  async run(context, { token, name, bytes, keepPlace }) {
    const { db, files, now } = context
    const registration = await openFor(context, token)
    const { n } = await db
      .selectFrom('registrationPaper')
      .select(({ fn }) => fn.countAll<bigint>().as('n'))
      .where('registrationId', '=', registration.id)
      .executeTakeFirstOrThrow()
    if (Number(n) >= mostPapers)
      throw conflict(
        'registrations.enoughPapers',
        words(
          `Mỗi đăng ký nhận nhiều nhất ${mostPapers} tệp. Xin bỏ bớt tệp đã gửi.`,
          `A registration takes ${mostPapers} files at most. Take one back first.`,
        ),
      )
    const file = await storeUpload(db, files, {
      ...{ name, bytes, keepPlace, uploadedBy: null, enterpriseId: null },
    })
    await db
      .insertInto('registrationPaper')
      .values({ registrationId: registration.id, fileId: file.id, keptAt: now })
      .execute()
    return { id: file.id, name: file.name, sha256: file.sha256 }
  },
  after: ({ files }, { sha256 }) => files.settled(sha256),
})

/** Rule: the file is one that was kept by the same link. */
const cameByLink: Rule<{ readonly token: string; readonly fileId: number }> = {
  of: ['token', 'fileId'],
  judge: async ({ token, fileId }, context) => {
    const registration = await findLinked(context, token, 'read')
    const paper =
      registration === undefined
        ? undefined
        : await context.db
            .selectFrom('registrationPaper')
            .select('id')
            .where('registrationId', '=', registration.id)
            .where('fileId', '=', fileId)
            .executeTakeFirst()
    return paper !== undefined
      ? null
      : {
          field: 'fileId',
          words: words('Tệp này không gửi theo đường dẫn này.', 'This file did not come by this link.'),
        }
  },
}

/** Says which paper a kept file is: from then on the officer sees it beside what he confirms. */
export const addRegistrationPaper = command({
  name: 'registrations.addPaper',
  summary: words('Gửi giấy tờ của người đăng ký', 'Send a paper of whoever registers'),
  route: 'POST /registration-links/{token}/papers',
  input: z.object({ ...linkInput, kind: choice(registrationPapers.keys), fileId: id() }),
  output: z.object({ id: z.int(), paperId: z.int() }),
  may: ['public'],
  secret: ['token'],
  subject: (_input, output) => `registration:${output.id}`,
  rules: [cameByLink],
  async run(context, { token, kind, fileId }) {
    const { db } = context
    const registration = await openFor(context, token)
    const paper = await db
      .updateTable('registrationPaper')
      .set({ kind })
      .where('registrationId', '=', registration.id)
      .where('fileId', '=', fileId)
      .returning('id')
      .executeTakeFirst()
    if (paper === undefined) throw notFound(words('giấy tờ này', 'This paper'))
    return { id: registration.id, paperId: paper.id }
  },
})

/** Takes a paper back before the officer has settled the registration; its file then is one that no record names. */
export const removeRegistrationPaper = command({
  name: 'registrations.removePaper',
  summary: words('Bỏ giấy tờ đã gửi khi đăng ký', 'Take back a paper of a registration'),
  route: 'POST /registration-links/{token}/papers/{paper}/removal',
  input: z.object({ ...linkInput, paper: id() }),
  output: z.object({ id: z.int() }),
  may: ['public'],
  secret: ['token'],
  subject: (_input, output) => `registration:${output.id}`,
  async run(context, { token, paper }) {
    const { db } = context
    const registration = await openFor(context, token)
    const gone = await db
      .deleteFrom('registrationPaper')
      .where('registrationId', '=', registration.id)
      .where('id', '=', paper)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('giấy tờ này', 'This paper'))
    return { id: registration.id }
  },
})

export const PaperRow = z.object({
  id: z.int(),
  kind: registrationPapers.schema,
  fileId: z.int(),
  name: z.string(),
  keptAt: z.iso.datetime(),
})

/** The papers of a registration, in the order in which they came. */
export async function papersOf(db: Db, registrationId: number): Promise<z.infer<typeof PaperRow>[]> {
  const rows = await db
    .selectFrom('registrationPaper as p')
    .innerJoin('file as f', 'f.id', 'p.fileId')
    .select(['p.id', 'p.kind', 'p.fileId', 'f.name', 'p.keptAt'])
    .where('p.registrationId', '=', registrationId)
    .where('p.kind', 'is not', null)
    .orderBy('p.id')
    .execute()
  return rows.flatMap(({ kind, keptAt, ...row }) =>
    kind === null ? [] : [{ ...row, kind, keptAt: keptAt.toISOString() }],
  )
}
