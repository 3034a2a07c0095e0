import { EnterpriseChoice, ownChoices, showEnterprise } from '../enterprises/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { contentChoices } from '../support/index.ts'
import { type FieldName, type Fields, formPage } from '../ui/index.ts'
import { addNeed, correctNeed } from './commands.ts'
import { needFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { needMembers } from './members.ts'
import { showNeed } from './queries.ts'
import { needKinds, yearsAsked } from './rules.ts'
import { showSurvey } from './survey-queries.ts'

/** What a form of a need begins with: the survey that it answers, and whose need it may be. */
async function beginning(request: PageRequest) {
  const { actor, url, execute } = request
  const typed = await request.form()
  const named = (name: string) => [url.searchParams.get(name) ?? typed[name] ?? ''].flat()[0] ?? ''
  const surveyId = named('surveyId')
  const enterpriseId = named('enterpriseId')
  const isMember = mayRun(actor, needMembers)
  const chosen = enterpriseId !== '' && actor.enterpriseId === null && !isMember
  return {
    survey: surveyId === '' ? null : await execute(showSurvey, { id: surveyId }),
    contents: await contentChoices(request, false),
    own: await ownChoices(request),
    members: isMember ? (await execute(needMembers, {})).enterprises : [],
    /** The enterprise of the register that an officer has chosen. */
    chosen: chosen ? await execute(showEnterprise, { id: enterpriseId }) : null,
  }
}
type Beginning = Awaited<ReturnType<typeof beginning>>

/** For whom: an owner of several says which; an association its member, or itself; an officer has chosen above. */
function Whose(props: {
  f: Fields<FieldName<typeof addNeed.input>>
  record: Beginning
  request: PageRequest
}) {
  const { f, record, request } = props
  const { t } = request
  if (record.chosen !== null) return f.hidden('enterpriseId', record.chosen.id)
  if (record.own.length > 0)
    return f.select('enterpriseId', {
      label: t('Doanh nghiệp', 'Enterprise'),
      required: true,
      choices: record.own.map(({ id, name }) => ({ value: id, label: name })),
    })
  if (record.members.length === 0) return null
  return f.select('enterpriseId', {
    label: t('Doanh nghiệp', 'Enterprise'),
    hint: t(
      'Để trống: nhu cầu chung của hội. Nhiều doanh nghiệp một lúc: nhập từ Excel.',
      'Left empty: a need of the association itself. For many enterprises at once: import a table.',
    ),
    choices: record.members.map(({ id, name, taxCode }) => ({ value: id, label: `${name} (${taxCode})` })),
    empty: t('Nhu cầu chung của hội', 'A need of the association'),
  })
}

const newNeed = formPage({
  command: addNeed,
  address: '/needs/new',
  record: beginning,
  title: words('Nêu nhu cầu', 'Tell of a need'),
  above: ({ request }) =>
    request.actor.enterpriseId === null && !mayRun(request.actor, needMembers)
      ? EnterpriseChoice({ request, at: '/needs/new' })
      : null,
  lead: ({ t, record: { survey, chosen } }) =>
    chosen !== null
      ? chosen.name
      : survey === null
        ? t(
            'Cơ quan điều hành xem xét từng nhu cầu và báo kết quả.',
            'The coordinator looks into each need and tells what became of it.',
          )
        : survey.title,
  crumbs,
  initial: ({ survey }, { url, system }) => ({
    surveyId: survey === null ? undefined : String(survey.id),
    year: String(survey?.year ?? system.now().getFullYear() + 1),
    enterpriseId: url.searchParams.get('enterpriseId') ?? undefined,
    quantity: '1',
  }),
  fields: ({ f, t, record, request }) => (
    <>
      {record.survey === null ? null : f.hidden('surveyId', record.survey.id)}
      <Whose f={f} record={record} request={request} />
      {needFields.form(f, t, {
        choices: {
          contentId: record.contents,
          year: yearsAsked(request.system.now().getFullYear(), record.survey?.year),
          kind: needKinds
            .choices(t)
            .filter(({ value }) => record.survey === null || record.survey.kinds.includes(value)),
        },
      })}
    </>
  ),
  submit: words('Gửi nhu cầu', 'Send the need'),
  cancel: ({ survey }) => (survey === null ? '/needs' : `/needs/surveys/${survey.id}`),
  done: ({ id }) => ({ to: `/needs/${id}`, message: words('Đã ghi nhận nhu cầu.', 'The need is recorded.') }),
})

const corrected = formPage({
  command: correctNeed,
  address: '/needs/{id}/edit',
  record: async (request) => ({
    need: await request.execute(showNeed, { id: request.params.id }),
    contents: await contentChoices(request, true),
  }),
  title: words('Sửa nhu cầu', 'Correct the need'),
  lead: words('Sửa được cho đến khi nhu cầu được tiếp nhận.', 'It can be corrected until it is taken up.'),
  crumbs: (request, { need }) => [
    ...crumbs(request),
    { label: request.t(`Nhu cầu ${need.id}`, `Need ${need.id}`), href: `/needs/${need.id}` },
  ],
  stored: ({ need }, { t, language }) => ({
    values: {
      version: String(need.version),
      ...needFields.texts(need, language),
      contentId: String(need.contentId ?? ''),
    },
    labels: Object.fromEntries(needFields.keys.map((key) => [key, t(needFields.labels[key])])),
  }),
  fields: ({ f, t, request, record: { need, contents } }) =>
    needFields.form(f, t, {
      choices: { contentId: contents, year: yearsAsked(request.system.now().getFullYear(), need.year) },
    }),
  submit: words('Lưu', 'Save'),
  cancel: ({ need }) => `/needs/${need.id}`,
  done: ({ id }) => ({ to: `/needs/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

export const needFormPages: readonly Page[] = [...newNeed.pages, ...corrected.pages]
