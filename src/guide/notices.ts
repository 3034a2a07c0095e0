import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { agreeToExample, askAgain, askExample, declineExample, withdrawConsent } from './examples.ts'
import { publishEntry, returnEntry, sendEntry } from './publish.ts'
import { entryStates, exampleStates } from './rules.ts'

const title = words('Tên mục', 'Name of the entry')

const toPublish = noticeKind({
  key: 'guide.toPublish',
  label: words('Mục hướng dẫn chờ công bố', 'Entry of the guide to publish'),
  for: ['leader', 'coordinator'],
  way: 'mail',
  subject: words('Chờ công bố: {title}', 'To publish: {title}'),
  body: words(
    'Mục hướng dẫn {title} chờ người khác đọc và công bố.',
    'The entry {title} waits for another person to read and publish it.',
  ),
  fields: { title },
})

const settled = noticeKind({
  key: 'guide.settled',
  label: words('Mục hướng dẫn đã công bố hoặc trả lại', 'Entry of the guide published or returned'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{title}: {state}', '{title}: {state}'),
  body: words('{title}: {state}. {remarks}', '{title}: {state}. {remarks}'),
  fields: {
    title,
    state: words('Tình trạng', 'State'),
    remarks: words('Ý kiến khi trả lại', 'Remarks when returned'),
  },
})

const asked = noticeKind({
  key: 'guide.asked',
  label: words('Đề nghị làm ví dụ trong hướng dẫn', 'Asked to be an example in the guide'),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Xin phép nêu doanh nghiệp làm ví dụ: {title}', 'May we tell of your enterprise: {title}'),
  body: words(
    'Chương trình muốn nêu doanh nghiệp làm ví dụ trong mục {title}. Xin đọc nội dung rồi đồng ý hoặc không; có thể rút đồng ý bất cứ lúc nào.',
    'The programme would like to tell of your enterprise in the entry {title}. Please read the words and agree or not; consent can be taken back at any time.',
  ),
  fields: { title },
})

const answered = noticeKind({
  key: 'guide.answered',
  label: words('Doanh nghiệp trả lời về ví dụ', 'An enterprise answered about an example'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('{enterprise}: {state}', '{enterprise}: {state}'),
  body: words('{enterprise}, mục {title}: {state}.', '{enterprise}, entry {title}: {state}.'),
  fields: { title, enterprise: words('Doanh nghiệp', 'Enterprises'), state: words('Tình trạng', 'State') },
})

const entryOf = ({ db }: Context, entryId: number) =>
  db.selectFrom('guideEntry').selectAll().where('id', '=', entryId).executeTakeFirstOrThrow()

follow(sendEntry, async (context, _input, { id, version }) => {
  const entry = await entryOf(context, id)
  await tell(context, toPublish, {
    to: { roles: ['leader', 'coordinator'] },
    occurrence: `${id}:${version}`,
    values: { title: words(entry.title, entry.titleEn) },
    href: `/guide/entries/${id}`,
  })
})

async function tellOffice(context: Context, entryId: number, remarks: string) {
  const entry = await entryOf(context, entryId)
  await tell(context, settled, {
    to: { roles: ['coordinator'] },
    occurrence: `${entryId}:${entry.version}`,
    values: {
      title: words(entry.title, entry.titleEn),
      state: entryStates.wordsOf(entry.state),
      remarks,
    },
    href: `/guide/entries/${entryId}`,
  })
}
follow(returnEntry, (context, { remarks }, { id }) => tellOffice(context, id, remarks))
follow(publishEntry, (context, _input, { id }) => tellOffice(context, id, ''))

const exampleOf = ({ db }: Context, exampleId: number) =>
  db
    .selectFrom('guideExample as x')
    .innerJoin('guideEntry as g', 'g.id', 'x.entryId')
    .innerJoin('enterprise as b', 'b.id', 'x.enterpriseId')
    .select(['x.enterpriseId', 'x.state', 'x.version', 'g.title', 'g.titleEn', 'b.name'])
    .where('x.id', '=', exampleId)
    .executeTakeFirstOrThrow()

async function tellEnterprise(context: Context, exampleId: number) {
  const example = await exampleOf(context, exampleId)
  await tell(context, asked, {
    to: { enterpriseId: example.enterpriseId },
    occurrence: `${exampleId}:${example.version}`,
    values: { title: words(example.title, example.titleEn) },
    href: `/guide/examples/${exampleId}`,
  })
}
follow(askExample, (context, _input, { id }) => tellEnterprise(context, id))
follow(askAgain, (context, _input, { id }) => tellEnterprise(context, id))

async function tellAnswer(context: Context, exampleId: number) {
  const example = await exampleOf(context, exampleId)
  await tell(context, answered, {
    to: { roles: ['coordinator'] },
    occurrence: `${exampleId}:${example.version}`,
    values: {
      title: words(example.title, example.titleEn),
      enterprise: example.name,
      state: exampleStates.wordsOf(example.state),
    },
    href: `/guide/examples/${exampleId}`,
  })
}
follow(agreeToExample, (context, _input, { id }) => tellAnswer(context, id))
follow(declineExample, (context, _input, { id }) => tellAnswer(context, id))
follow(withdrawConsent, (context, _input, { id }) => tellAnswer(context, id))
