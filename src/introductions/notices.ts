import {
  applicationStates,
  appraiseApplication,
  checkApplication,
  decideApplication,
  fileApplication,
  sendApplication,
  withdrawApplication,
} from '../applications/index.ts'
import { addNeed, needStates, settleNeed } from '../needs/index.ts'
import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { cancelTurn, moveTurn, turnStates } from '../support/index.ts'
import { consent, introduce, recordConsent, refuseIntroduction, withdrawConsent } from './commands.ts'
import { introductionStates } from './rules.ts'

const enterprise = words('Doanh nghiệp', 'Enterprise')
const agency = words('Nơi giới thiệu', 'Introduced by')

const asked = noticeKind({
  key: 'introductions.asked',
  label: words('Được đề nghị đồng ý để nơi giới thiệu theo dõi', 'Asked to consent to be followed'),
  for: ['enterprise'],
  way: 'mail',
  subject: words('{agency} giới thiệu {enterprise}', '{agency} introduces {enterprise}'),
  body: words(
    '{agency} giới thiệu {enterprise} vào chương trình và đề nghị được theo dõi các bước. Xin đồng ý hoặc không đồng ý.',
    '{agency} introduces {enterprise} to the programme and asks to follow its steps. Please consent or refuse.',
  ),
  fields: { enterprise, agency },
})

const answered = noticeKind({
  key: 'introductions.answered',
  label: words('Doanh nghiệp trả lời nơi giới thiệu', 'An enterprise answers who introduced it'),
  for: ['association', 'agency'],
  way: 'digest',
  subject: words('{enterprise}: {state}', '{enterprise}: {state}'),
  body: words('{enterprise}: {state}.', '{enterprise}: {state}.'),
  fields: { enterprise, state: words('Tình trạng', 'State') },
})

const step = noticeKind({
  key: 'introductions.step',
  label: words('Doanh nghiệp được giới thiệu sang bước mới', 'A step of an enterprise that was introduced'),
  for: ['association', 'agency'],
  way: 'digest',
  subject: words('{enterprise}: {step}', '{enterprise}: {step}'),
  body: words('{enterprise}, {what}: {step}.', '{enterprise}, {what}: {step}.'),
  fields: {
    enterprise,
    what: words('Nhu cầu, hồ sơ hoặc lượt hỗ trợ', 'Need, application or turn'),
    step: words('Bước', 'Step'),
  },
})

const about = ({ db }: Context, id: number) =>
  db
    .selectFrom('introduction as i')
    .innerJoin('agency as g', 'g.id', 'i.agencyId')
    .select([
      'i.agencyId',
      'i.enterpriseId',
      'i.name',
      'i.state',
      'i.version',
      'g.name as agency',
      'g.nameEn',
    ])
    .where('i.id', '=', id)
    .executeTakeFirstOrThrow()

/** Tells an enterprise that it was introduced, and is asked. */
export async function tellAsked(context: Context, id: number): Promise<void> {
  const row = await about(context, id)
  if (row.enterpriseId === null) return
  await tell(context, asked, {
    to: { enterpriseId: row.enterpriseId },
    occurrence: String(id),
    values: { enterprise: row.name, agency: words(row.agency, row.nameEn) },
    href: `/introductions/${id}`,
  })
}
follow(introduce, (context, _input, { id }) => tellAsked(context, id))

async function tellAnswer(context: Context, _input: unknown, { id }: { id: number }): Promise<void> {
  const row = await about(context, id)
  await tell(context, answered, {
    to: { agencyIds: [row.agencyId] },
    occurrence: `${id}:${row.version}`,
    values: { enterprise: row.name, state: introductionStates.wordsOf(row.state) },
    href: `/introductions/${id}`,
  })
}
follow(consent, tellAnswer)
follow(recordConsent, tellAnswer)
follow(refuseIntroduction, tellAnswer)
follow(withdrawConsent, tellAnswer)

interface Step {
  readonly enterpriseId: number | null
  readonly what: Words
  readonly step: Words
  readonly occurrence: string
}

/** Tells who brought an enterprise of a step of it, as long as it consents. */
async function tellStep(context: Context, { enterpriseId, what, step: said, occurrence }: Step) {
  if (enterpriseId === null) return
  const followed = await context.db
    .selectFrom('introduction')
    .select(['id', 'agencyId', 'name'])
    .where('enterpriseId', '=', enterpriseId)
    .where('state', '=', 'consented')
    .execute()
  for (const { id, agencyId, name } of followed)
    await tell(context, step, {
      to: { agencyIds: [agencyId] },
      occurrence: `${id}:${occurrence}`,
      values: { enterprise: name, what, step: said },
      href: `/introductions/${id}`,
    })
}

async function tellOfApplication(context: Context, _input: unknown, { id }: { id: number }): Promise<void> {
  const row = await context.db
    .selectFrom('application as a')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .select(['a.enterpriseId', 'a.state', 'a.version', 'c.name', 'c.nameEn'])
    .where('a.id', '=', id)
    .executeTakeFirstOrThrow()
  await tellStep(context, {
    enterpriseId: row.enterpriseId,
    what: words(`hồ sơ ${id} (${row.name})`, `application ${id} (${row.nameEn})`),
    step: applicationStates.wordsOf(row.state),
    occurrence: `application:${id}:${row.version}`,
  })
}
follow(fileApplication, tellOfApplication)
follow(sendApplication, tellOfApplication)
follow(checkApplication, tellOfApplication)
follow(appraiseApplication, tellOfApplication)
follow(decideApplication, tellOfApplication)
follow(withdrawApplication, tellOfApplication)

async function tellOfTurn(context: Context, _input: unknown, { id }: { id: number }): Promise<void> {
  const row = await context.db
    .selectFrom('supportTurn as t')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .select(['t.enterpriseId', 't.state', 't.version', 'c.name', 'c.nameEn'])
    .where('t.id', '=', id)
    .executeTakeFirstOrThrow()
  await tellStep(context, {
    enterpriseId: row.enterpriseId,
    what: words(`lượt hỗ trợ ${id} (${row.name})`, `support turn ${id} (${row.nameEn})`),
    step: turnStates.wordsOf(row.state),
    occurrence: `turn:${id}:${row.version}`,
  })
}
follow(moveTurn, tellOfTurn)
follow(cancelTurn, tellOfTurn)

async function tellOfNeed(context: Context, _input: unknown, { id }: { id: number }): Promise<void> {
  const row = await context.db
    .selectFrom('need')
    .select(['enterpriseId', 'state', 'version', 'year'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await tellStep(context, {
    enterpriseId: row.enterpriseId,
    what: words(`nhu cầu năm ${row.year}`, `need of ${row.year}`),
    step: needStates.wordsOf(row.state),
    occurrence: `need:${id}:${row.version}`,
  })
}
follow(addNeed, tellOfNeed)
follow(settleNeed, tellOfNeed)
