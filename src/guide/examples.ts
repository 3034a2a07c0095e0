import { sql } from 'kysely'
import { z } from 'zod'
import { id, longText, optionalText, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { Changed, lockEntry } from './commands.ts'
import { exampleFields } from './fields.ts'

/* Examples of enterprises that were supported. The enterprise reads the very words, agrees or not, and may take its consent back at any time. */

explainConstraint('guide_example_once', () =>
  invalidField(
    'enterpriseId',
    words('Doanh nghiệp này đã được hỏi cho mục này.', 'This enterprise was asked for this entry already.'),
  ),
)

/** Whether an improvement project of an enterprise (`b`) with a content (`g`) was evaluated and had an effect, in SQL: it may be told of as well. */
const improved = sql<boolean>`EXISTS (
  SELECT FROM improvement_project i WHERE i.enterprise_id = b.id AND i.content_id = g.content_id
    AND i.state = 'evaluated' AND i.verdict <> 'ineffective')`

const supported: Rule<{ readonly id: number; readonly enterpriseId: number }> = {
  of: ['enterpriseId'],
  judge: async ({ id: entryId, enterpriseId }, { db }) => {
    const found = await db
      .selectFrom('guideEntry as g')
      .innerJoin('enterprise as b', (join) => join.on('b.id', '=', enterpriseId))
      .select('g.id')
      .where('g.id', '=', entryId)
      .where(sql<boolean>`(${improved} OR EXISTS (SELECT FROM support_turn t
        WHERE t.enterprise_id = b.id AND t.content_id = g.content_id AND t.state = 'finished'))`)
      .executeTakeFirst()
    return found !== undefined
      ? null
      : {
          field: 'enterpriseId',
          words: words(
            'Chỉ lấy ví dụ từ doanh nghiệp đã hoàn thành lượt hỗ trợ nội dung này, hoặc có dự án cải tiến theo nội dung này đã đánh giá là có hiệu quả.',
            'Examples come from enterprises whose support for this content has finished, or whose improvement project by it was found effective.',
          ),
        }
  },
}

/** Asks an enterprise whether it may be told of as an example, in the words that would be shown. */
export const askExample = command({
  name: 'guide.askExample',
  summary: words('Hỏi doanh nghiệp làm ví dụ', 'Ask an enterprise for an example'),
  route: 'POST /guide/entries/{id}/examples',
  input: z.object({ id: id(), ...exampleFields.input }),
  output: Changed,
  may: ['coordinator'],
  rules: [supported],
  subject: (_input, output) => `guide_example:${output.id}`,
  async run({ db, today }, { id: entryId, ...input }) {
    await lockEntry(db, entryId)
    return db
      .insertInto('guideExample')
      .values({ entryId, ...exampleFields.values(input), askedOn: today })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** An example under lock, of those that the actor may answer for. */
async function lockExample({ db, actor }: Context, exampleId: number, version: number) {
  const row = await db
    .selectFrom('guideExample')
    .selectAll()
    .where('id', '=', exampleId)
    .where(readableBy(actor, 'enterpriseId'))
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('ví dụ này', 'Example'))
  if (row.version !== version) throw staleRecord()
  return row
}

const isOffice = ({ actor }: Pick<Context, 'actor'>) =>
  actor.userId === null || actor.grants.has('coordinator')

const settle = ({ db }: Context, row: { readonly id: number; readonly version: number }, set: object) =>
  db
    .updateTable('guideExample')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

const notAsked = () =>
  conflict('guide.exampleAnswered', words('Ví dụ này đã được trả lời.', 'This example was answered already.'))

/** The enterprise agrees to be told of. The office writes down a consent on paper by naming that paper. */
export const agreeToExample = command({
  name: 'guide.agree',
  summary: words('Đồng ý làm ví dụ', 'Agree to an example'),
  route: 'POST /guide/examples/{id}/consent',
  input: z.object({ id: id(), version: whole(1), paper: optionalText(300) }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `guide_example:${id}`,
  async run(context, { id: exampleId, version, paper }) {
    const row = await lockExample(context, exampleId, version)
    if (row.state !== 'asked') throw notAsked()
    if (isOffice(context) && paper === undefined)
      throw invalidField(
        'paper',
        words(
          'Doanh nghiệp tự trả lời; nếu đã đồng ý bằng văn bản thì ghi văn bản đó.',
          'The enterprise answers itself; where it agreed on paper, name the paper.',
        ),
      )
    return settle(context, row, {
      state: 'agreed',
      answeredOn: context.today,
      paper: isOffice(context) ? paper : null,
    })
  },
})

/** The enterprise does not wish to be told of. */
export const declineExample = command({
  name: 'guide.decline',
  summary: words('Không đồng ý làm ví dụ', 'Decline an example'),
  route: 'POST /guide/examples/{id}/refusal',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `guide_example:${id}`,
  async run(context, { id: exampleId, version }) {
    const row = await lockExample(context, exampleId, version)
    if (row.state !== 'asked') throw notAsked()
    return settle(context, row, { state: 'declined', answeredOn: context.today })
  },
})

/** Consent is taken back, by the enterprise or written down for it: the example is shown no more, from this moment on. */
export const withdrawConsent = command({
  name: 'guide.withdrawConsent',
  summary: words('Rút đồng ý làm ví dụ', 'Take consent to an example back'),
  route: 'POST /guide/examples/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: ['coordinator', 'enterprise'],
  subject: ({ id }) => `guide_example:${id}`,
  async run(context, { id: exampleId, version }) {
    const row = await lockExample(context, exampleId, version)
    if (row.state !== 'agreed')
      throw conflict('guide.notAgreed', words('Ví dụ này không đang hiển thị.', 'This example is not shown.'))
    return settle(context, row, { state: 'withdrawn', answeredOn: context.today })
  },
})

/** Asks anew in other words: what was agreed to before is shown no more until the enterprise agrees to these. */
export const askAgain = command({
  name: 'guide.askAgain',
  summary: words('Hỏi lại doanh nghiệp với nội dung mới', 'Ask the enterprise again in other words'),
  route: 'PUT /guide/examples/{id}',
  input: z.object({
    id: id(),
    version: whole(1),
    story: longText(4000),
    storyEn: longText(4000),
  }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `guide_example:${id}`,
  async run(context, { id: exampleId, version, story, storyEn }) {
    const row = await lockExample(context, exampleId, version)
    return settle(context, row, {
      ...{ story, storyEn, state: 'asked', askedOn: context.today, answeredOn: null, paper: null },
    })
  },
})
