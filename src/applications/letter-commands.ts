import { sql } from 'kysely'
import { z } from 'zod'
import { cancelOutgoingNumber, numbered } from '../outgoing/index.ts'
import { id, whole } from '../platform/fields.ts'
import { follow } from '../platform/follow.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type ManyRow, manyCommand } from '../platform/many.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { keepLetter, type LetterOf, letterInput, prepareLetter } from '../support/index.ts'
import type { Filled, TemplateKind } from '../templates/index.ts'
import { acceptanceLetter, type LetterRecord, letterRecords, refusalLetter, returnLetter } from './letters.ts'
import type { ApplicationState } from './states.ts'

/* Letters on applications: made of the template in use, kept with it, told to the enterprise. */

const letterOf = { accepted: acceptanceLetter, refused: refusalLetter, returned: returnLetter } as const
type LetterState = keyof typeof letterOf

/** The states on which a letter goes out. */
export const hasLetter = (state: ApplicationState): state is LetterState => Object.hasOwn(letterOf, state)

const noLetter = words(
  'Chỉ tạo thư báo cho hồ sơ được hỗ trợ, không được hỗ trợ hoặc trả lại.',
  'Letters are made on applications that are accepted, refused or returned.',
)

/** The application that a letter is to be of, as the officer saw it. @throws Problem 404, or 409 for another state or version */
async function ofLetter({ db, actor }: Context, input: { id: number; version: number }, lock: boolean) {
  const select = db
    .selectFrom('application as a')
    .select(['a.id', 'a.state', 'a.version', 'a.enterpriseId'])
    .where('a.id', '=', input.id)
    .where(readableBy(actor, 'a.enterpriseId'))
  const row = await (lock ? select.forUpdate('a') : select).executeTakeFirst()
  if (row === undefined) throw notFound(words('hồ sơ', 'Application'))
  if (row.version !== input.version) throw staleRecord()
  if (!hasLetter(row.state)) throw conflict('applications.noLetter', noLetter)
  return { ...row, kind: letterOf[row.state] }
}

/** The letter on an application, as the letters of the program are made. */
const letterOn = (applicationId: number, kind: TemplateKind<LetterRecord>): LetterOf<LetterRecord> => ({
  kind,
  numbers: 'letter',
  async read(context, head) {
    const [record] = await letterRecords(context, [applicationId], head)
    if (record === undefined) throw notFound(words('hồ sơ', 'Application'))
    return record
  },
})

/** Makes the letter on an application with the template in use on its day; the enterprise is told and finds it on the application's page. */
export const issueLetter = command({
  name: 'applications.issueLetter',
  summary: words('Tạo và gửi thư báo', 'Make and send the letter'),
  route: 'POST /applications/{id}/letters',
  input: z.object({
    id: id(),
    version: whole(1),
    ...letterInput,
  }),
  output: z.object({ id: z.int(), documentId: z.int(), fileId: z.int() }),
  may: ['coordinator'],
  needs: [numbered],
  rules: [notAhead('issuedOn')],
  subject: ({ id }) => `application:${id}`,
  async prepare(context, input) {
    const { kind } = await ofLetter(context, input, false)
    return prepareLetter(context, letterOn(input.id, kind), input)
  },
  async run(context, input, filled: Filled | null) {
    // the same version as when it was filled: nothing that it tells has changed since
    const { kind, enterpriseId } = await ofLetter(context, input, true)
    const kept = await keepLetter(context, letterOn(input.id, kind), input, filled, {
      ...{ record: `application:${input.id}`, enterpriseId },
      title: `${kind.label.vi}, hồ sơ số ${input.id}`,
    })
    await context.db.updateTable('application').set({ letterDue: false }).where('id', '=', input.id).execute()
    return { id: input.id, ...kept }
  },
})

/** A letter whose number is cancelled is no letter: it is made anew, as long as it has no other. */
follow(cancelOutgoingNumber, async ({ db }, _input, { record }) => {
  const [kind, of] = (record ?? '').split(':')
  if (kind !== 'application' || record === null) return
  await db
    .updateTable('application as a')
    .set({ letterDue: true })
    .where('a.id', '=', Number(of))
    .where('a.state', 'in', Object.keys(letterOf) as LetterState[])
    .where(
      sql<boolean>`(SELECT n.cancelled_on FROM made_document m LEFT JOIN outgoing_number n ON n.document_id = m.id
        WHERE m.record = ${record} ORDER BY m.id DESC LIMIT 1) IS NOT NULL`,
    )
    .execute()
})

async function chosen({ db, actor }: Context, ids: readonly number[]): Promise<ManyRow[]> {
  const rows = await db
    .selectFrom('application as a')
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .select(['a.id', 'a.version', 'a.state', 'a.letterDue', 'e.name'])
    .where('a.id', '=', sql<number>`ANY(${[...ids]})`)
    .where(readableBy(actor, 'a.enterpriseId'))
    .execute()
  return rows.map(({ id: of, version, state, letterDue, name }) => ({
    id: of,
    label: words(`${of} · ${name}`, `${of} · ${name}`),
    input: { id: of, version },
    ...(hasLetter(state) ? (letterDue ? {} : { refused: alreadyMade }) : { refused: noLetter }),
  }))
}

const alreadyMade = words(
  'Đã có thư báo; muốn tạo lại xin mở hồ sơ.',
  'It has its letter; to make it anew, open the application.',
)

/** Letters on several applications. A preview says which have none yet; nothing is filled for it. */
export const issueLetters = manyCommand({
  each: issueLetter,
  // Each letter has a number of its own: the register gives it, or it is written when the letter is signed.
  ...{ own: ['id', 'version', 'number'], rows: chosen },
  name: 'applications.issueLetters',
  summary: words('Tạo và gửi nhiều thư báo', 'Make and send several letters'),
  route: 'POST /application-batches/letters',
})
