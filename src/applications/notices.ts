import { noticeKind, tell } from '../notices/index.ts'
import type { Db } from '../platform/database.ts'
import { addDays, formatDate, today } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import { signersOf } from '../platform/signing.ts'
import { appraiseApplication, checkApplication, withdrawApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { editApplication, fileApplication } from './file.ts'
import { issueLetter } from './letter-commands.ts'
import { answerObjection, objectionStates, objectToDecision } from './objections.ts'
import { applicationStates } from './states.ts'
import { couldMoveUp } from './waiting.ts'
import { sendApplication } from './writing.ts'

const fields = {
  number: words('Số hồ sơ', 'Number of the application'),
  enterprise: words('Doanh nghiệp', 'Enterprise'),
  content: words('Nội dung hỗ trợ', 'Content of support'),
  year: words('Năm', 'Year'),
}
const reason = words('Lý do', 'Reason')

const filed = noticeKind({
  key: 'applications.filed',
  label: words('Hồ sơ mới hoặc nộp lại', 'Application filed or filed again'),
  for: ['coordinator'],
  way: 'digest',
  subject: words(
    'Hồ sơ {number} của {enterprise} chờ kiểm tra',
    'Application {number} of {enterprise} to be checked',
  ),
  body: words(
    '{enterprise} đã nộp hồ sơ đề nghị hỗ trợ {content} năm {year}.',
    '{enterprise} filed an application for {content}, {year}.',
  ),
  fields,
})

const returned = noticeKind({
  key: 'applications.returned',
  label: words('Hồ sơ được trả lại', 'Application returned'),
  for: ['enterprise'],
  way: 'mail',
  binding: words(
    'Hồ sơ bị trả lại phải được báo cho doanh nghiệp.',
    'An enterprise is told when its application is returned.',
  ),
  subject: words('Hồ sơ {number} được trả lại để bổ sung', 'Application {number} is returned for additions'),
  body: words(
    'Hồ sơ {number} ({content}, năm {year}) được trả lại: {reason}\nXin sửa và nộp lại; thời điểm nộp lần đầu được giữ nguyên.',
    'Application {number} ({content}, {year}) is returned: {reason}\nPlease correct it and file it again; it keeps its first filing time.',
  ),
  fields: { ...fields, reason },
})

const checked = noticeKind({
  key: 'applications.checked',
  label: words('Hồ sơ đã kiểm tra, thẩm định', 'Application checked or appraised'),
  for: ['enterprise'],
  way: 'program',
  subject: words('Hồ sơ {number}: {state}', 'Application {number}: {state}'),
  body: words(
    'Hồ sơ {number} ({content}, năm {year}) chuyển sang bước tiếp theo: {state}.',
    'Application {number} ({content}, {year}) has moved on: {state}.',
  ),
  fields: { ...fields, state: words('Tình trạng', 'State') },
})

const toDecide = noticeKind({
  key: 'applications.toDecide',
  label: words('Hồ sơ chờ quyết định', 'Application to be decided'),
  for: ['leader', 'head', 'coordinator'],
  way: 'digest',
  subject: words('Hồ sơ {number} chờ quyết định', 'Application {number} to be decided'),
  body: words(
    'Hồ sơ {number} của {enterprise} ({content}, năm {year}) đã thẩm định, đề xuất {amount} đồng.',
    'Application {number} of {enterprise} ({content}, {year}) is appraised: {amount} đồng proposed.',
  ),
  fields: { ...fields, amount: words('Số tiền đề xuất, đồng', 'Amount proposed, đồng') },
})

const decided = noticeKind({
  key: 'applications.decided',
  label: words('Hồ sơ có quyết định', 'Application decided'),
  for: ['enterprise'],
  way: 'mail',
  binding: words('Quyết định phải được báo cho doanh nghiệp.', 'An enterprise is told of the decision.'),
  subject: words('Hồ sơ {number}: {state}', 'Application {number}: {state}'),
  body: words(
    'Hồ sơ {number} ({content}, năm {year}): {state}. {reason}',
    'Application {number} ({content}, {year}): {state}. {reason}',
  ),
  fields: { ...fields, state: words('Tình trạng', 'State'), reason },
})

const withdrawn = noticeKind({
  key: 'applications.withdrawn',
  label: words('Hồ sơ được rút', 'Application withdrawn'),
  for: ['coordinator', 'enterprise'],
  way: 'program',
  subject: words(
    'Hồ sơ {number} của {enterprise} đã rút',
    'Application {number} of {enterprise} is withdrawn',
  ),
  body: words('Lý do: {reason}', 'Reason: {reason}'),
  fields: { ...fields, reason },
})

const movesUp = noticeKind({
  key: 'applications.movesUp',
  label: words('Hồ sơ chờ có thể xét lên', 'Waiting application could move up'),
  for: ['coordinator', 'leader'],
  way: 'mail',
  subject: words('Hồ sơ chờ {number} có thể xét lên', 'Waiting application {number} could move up'),
  body: words(
    'Hồ sơ {number} của {enterprise} ({content}, năm {year}) đang chờ; nay có kinh phí và suất. Mục kinh phí còn {amount} đồng.',
    'Application {number} of {enterprise} ({content}, {year}) waits; money and place are there now. The line has {amount} đồng left.',
  ),
  fields: { ...fields, amount: words('Kinh phí còn lại, đồng', 'Money left, đồng') },
})

const closing = noticeKind({
  key: 'applications.closing',
  label: words('Đợt sắp đóng, hồ sơ chưa nộp', 'Call closes, application not filed'),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Còn {days} ngày để nộp hồ sơ đang soạn', '{days} days left to file what is being written'),
  body: words(
    'Hồ sơ {content} năm {year} chưa nộp; {call} nhận hồ sơ đến hết ngày {until}.',
    'The application for {content}, {year}, is not filed; {call} takes applications until the end of {until}.',
  ),
  fields: {
    content: fields.content,
    year: fields.year,
    call: words('Tên đợt kêu gọi', 'Name of the call'),
    until: words('Đóng ngày', 'Closes on'),
    days: words('Số ngày còn lại', 'Days left'),
  },
})

/** How many days before a call closes whoever has not sent an application is reminded. */
const remindedBefore = [7, 2] as const

/** Reminds enterprises whose application is written and not sent, some days before its call closes. */
export async function tellOfClosing({
  db,
  now,
  today,
}: Pick<Context, 'db' | 'now' | 'today'>): Promise<void> {
  const days = remindedBefore.map((before) => addDays(today, before))
  const rows = await db
    .selectFrom('applicationDraft as d')
    .innerJoin('call as k', 'k.id', 'd.callId')
    .innerJoin('supportContent as c', 'c.id', 'd.contentId')
    .select(['d.id', 'd.enterpriseId', 'd.year', 'k.title', 'k.closesOn', 'c.name', 'c.nameEn'])
    .where('k.state', '=', 'approved')
    .where('k.closesOn', 'in', days)
    .execute()
  if (rows.length === 0) return
  await db.transaction().execute(async (transaction) => {
    for (const row of rows)
      await tell({ db: transaction, now }, closing, {
        to: { enterpriseId: row.enterpriseId },
        occurrence: `${row.id}:${row.closesOn}:${days.indexOf(row.closesOn)}`,
        values: {
          content: words(row.name, row.nameEn),
          year: String(row.year),
          call: row.title,
          until: formatDate(row.closesOn),
          days: String(remindedBefore[days.indexOf(row.closesOn)] ?? ''),
        },
        href: `/applications/writing/${row.id}`,
      })
  })
}

const objected = noticeKind({
  key: 'applications.objected',
  label: words('Có kiến nghị về quyết định', 'Objection to a decision'),
  for: ['coordinator', 'leader'],
  way: 'mail',
  subject: words(
    'Kiến nghị về hồ sơ {number} của {enterprise}',
    'Objection of {enterprise}, application {number}',
  ),
  body: words('{enterprise} kiến nghị: {reason}', '{enterprise} objects: {reason}'),
  fields: { ...fields, reason },
})

const answered = noticeKind({
  key: 'applications.objectionAnswered',
  label: words('Kiến nghị đã được trả lời', 'Objection answered'),
  for: ['enterprise'],
  way: 'mail',
  binding: words(
    'Kiến nghị phải được trả lời cho doanh nghiệp.',
    'An objection is answered to the enterprise.',
  ),
  subject: words('Trả lời kiến nghị về hồ sơ {number}', 'Answer to the objection, application {number}'),
  body: words('{outcome}. {reason}', '{outcome}. {reason}'),
  fields: { ...fields, outcome: words('Kết quả', 'Result'), reason },
})

const letter = noticeKind({
  key: 'applications.letter',
  label: words('Thư báo về hồ sơ', 'Letter on an application'),
  for: ['enterprise'],
  way: 'mail',
  binding: words(
    'Thư báo kết quả phải đến doanh nghiệp.',
    'The letter on the result must reach the enterprise.',
  ),
  subject: words('Có thư báo về hồ sơ {number}', 'A letter on application {number}'),
  body: words(
    'Thư báo về hồ sơ {number} ({content}, năm {year}) đã có; xin mở trang của hồ sơ để tải về.',
    'The letter on application {number} ({content}, {year}) is there; open the page of the application to download it.',
  ),
  fields,
})

async function about(db: Db, id: number) {
  const row = await db
    .selectFrom('application as a')
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .select(['a.year', 'a.version', 'a.enterpriseId', 'e.name', 'c.name as content', 'c.nameEn as contentEn'])
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    ...row,
    href: `/applications/${id}`,
    occurrence: `${id}:${row.version}`,
    to: { enterpriseId: row.enterpriseId },
    values: {
      number: String(id),
      enterprise: row.name,
      content: words(row.content, row.contentEn),
      year: String(row.year),
    },
  }
}

const office = { roles: ['coordinator'] } as const

/** Tells the office of a filing, the first or one after a return; an edit before the check is no new one. */
async function tellOfFiling(context: Context, _input: unknown, { id }: { id: number }): Promise<void> {
  const { href, values } = await about(context.db, id)
  const filing = await context.db
    .selectFrom('applicationFiling')
    .select(({ fn }) => fn.max('round').as('round'))
    .where('applicationId', '=', id)
    .executeTakeFirstOrThrow()
  await tell(context, filed, { to: office, occurrence: `${id}:filing:${filing.round}`, values, href })
}
follow(fileApplication, tellOfFiling)
follow(editApplication, tellOfFiling)
follow(sendApplication, tellOfFiling)

follow(checkApplication, async (context, { outcome, note }, { id }) => {
  const { href, occurrence, values, to } = await about(context.db, id)
  if (outcome === 'returned')
    await tell(context, returned, { to, occurrence, values: { ...values, reason: note ?? '' }, href })
  else
    await tell(context, checked, {
      to,
      occurrence,
      values: { ...values, state: applicationStates.names.checked },
      href,
    })
})

follow(appraiseApplication, async (context, { amount }, { id }) => {
  const { href, occurrence, values, to } = await about(context.db, id)
  const state = applicationStates.names.appraised
  await tell(context, checked, { to, occurrence, values: { ...values, state }, href })
  const proposed = words(formatDong(amount, 'vi'), formatDong(amount, 'en'))
  await tell(context, toDecide, {
    to: await signersOf(context.db, 'application', context.today),
    occurrence,
    values: { ...values, amount: proposed },
    href,
  })
})

follow(decideApplication, async (context, { reason: said }, { id, state }) => {
  const { href, occurrence, values, to } = await about(context.db, id)
  await tell(context, decided, {
    to,
    occurrence,
    values: { ...values, state: applicationStates.wordsOf(state), reason: said },
    href,
  })
})

follow(issueLetter, async (context, _input, { id, documentId }) => {
  const { href, values, to } = await about(context.db, id)
  await tell(context, letter, { to, occurrence: `letter:${documentId}`, values, href: `${href}#letters` })
})

follow(withdrawApplication, async (context, { reason: said }, { id }) => {
  const { href, occurrence, values, to } = await about(context.db, id)
  await tell(context, withdrawn, {
    to: { ...to, ...office },
    occurrence,
    values: { ...values, reason: said },
    href,
  })
})

follow(objectToDecision, async (context, { text: said }, { id }) => {
  const { href, values } = await about(context.db, id)
  const objection = await lastObjection(context.db, id)
  await tell(context, objected, {
    to: { roles: ['coordinator', 'leader'] },
    occurrence: `objection:${objection}`,
    values: { ...values, reason: said.slice(0, 500) },
    href,
  })
})

follow(answerObjection, async (context, { answer, outcome }, { id }) => {
  const { href, values, to } = await about(context.db, id)
  const objection = await lastObjection(context.db, id)
  await tell(context, answered, {
    to,
    occurrence: `objection:${objection}`,
    values: { ...values, outcome: objectionStates.wordsOf(outcome), reason: answer },
    href,
  })
})

async function lastObjection(db: Db, applicationId: number): Promise<number> {
  const { id } = await db
    .selectFrom('applicationObjection')
    .select(({ fn }) => fn.max('id').as('id'))
    .where('applicationId', '=', applicationId)
    .executeTakeFirstOrThrow()
  return id ?? 0
}

/** Tells the office of waiting applications whose money and place are there: once for each sum that is left. */
export async function tellOfWaiting({ db, now }: Pick<Context, 'db' | 'now'>): Promise<void> {
  const found = await couldMoveUp(db, today(now))
  if (found.length === 0) return
  await db.transaction().execute(async (transaction) => {
    for (const { id, left } of found) {
      const { href, values } = await about(transaction, id)
      await tell({ db: transaction, now }, movesUp, {
        to: { roles: ['coordinator', 'leader'] },
        occurrence: `${id}:${left}`,
        values: { ...values, amount: words(formatDong(left, 'vi'), formatDong(left, 'en')) },
        href,
      })
    }
  })
}
