import { listAgencies } from '../agencies/index.ts'
import { listUnits, sectorGroups, unitChoices } from '../enterprises/index.ts'
import { planNames } from '../plan/index.ts'
import { addDays, formatDate, today, yearSpan } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { type Fields, formPage } from '../ui/index.ts'
import { surveyFields } from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { needKinds, yearsAsked } from './rules.ts'
import { showSurvey } from './survey-queries.ts'
import { askedEnterprises, askMore, editSurvey, endSurvey, openSurvey } from './surveys.ts'

/* The forms of a survey: opened, edited, others asked too, closed early. */

export const title = words('Đợt khảo sát nhu cầu', 'Surveys')

export const up = (request: PageRequest) => [
  ...crumbs(request),
  ...(request.mayOpen('/needs/surveys') ? [{ label: request.t(title), href: '/needs/surveys' }] : []),
]

type Choices = Awaited<ReturnType<typeof choicesOf>>

/** Which enterprises are asked: all, those with an account, none; and of these those of a place or sector alone. */
function Enterprises({
  f,
  t,
  units,
  hint,
}: {
  f: Fields<'enterprises' | 'planTerritory' | 'unitId' | 'sectorGroup'>
  t: PageRequest['t']
  units: Choices['units']
  hint?: string
}) {
  return (
    <>
      {f.radio('enterprises', {
        label: t('Doanh nghiệp được hỏi', 'Enterprises that are asked'),
        ...(hint === undefined ? {} : { hint }),
        choices: askedEnterprises.choices(t),
      })}
      {f.check('planTerritory', {
        label: t('Chỉ trong địa bàn của kế hoạch', 'Of the territory of the plan alone'),
      })}
      {f.select('unitId', {
        label: t('Chỉ ở xã, phường', 'Of one commune alone'),
        choices: units,
        empty: t('Mọi địa bàn', 'Any unit'),
      })}
      {f.select('sectorGroup', {
        label: t('Chỉ trong lĩnh vực', 'Of one sector alone'),
        choices: sectorGroups.choices(t),
        empty: t('Mọi lĩnh vực', 'Any sector'),
      })}
    </>
  )
}

/** What the forms of a survey offer: plans, and the agencies in being. */
async function choicesOf(request: PageRequest) {
  const { plans } = await request.execute(planNames, {})
  const { rows: agencies } = await request.execute(listAgencies, { state: 'living', limit: 1000 })
  const units = await request.execute(listUnits, {})
  return {
    units: unitChoices(units, request.t),
    plans: plans.map(({ id, number, firstYear, lastYear }) => ({
      value: id,
      label: `${number} (${yearSpan(firstYear, lastYear)})`,
    })),
    agencies: agencies.map(({ id, name, nameEn }) => ({ value: id, label: request.t(name, nameEn) })),
  }
}

export const newSurvey = formPage({
  command: openSurvey,
  address: '/needs/surveys/new',
  record: choicesOf,
  title: words('Mở đợt khảo sát nhu cầu', 'Open a survey of needs'),
  lead: words(
    'Ai được hỏi thấy việc này trong trang Việc của tôi và nhận thông báo; doanh nghiệp chưa có tài khoản được cấp liên kết riêng.',
    'Who is asked has it as work and gets a notice; an enterprise without an account is given a personal link.',
  ),
  crumbs: up,
  initial: ({ plans }, { system }) => {
    const on = today(system.now())
    return {
      year: String(Number(on.slice(0, 4)) + 1),
      opensOn: formatDate(on),
      closesOn: formatDate(addDays(on, 30)),
      planId: plans[0] === undefined ? undefined : String(plans[0].value),
      kinds: [...needKinds.keys],
      enterprises: 'accounts',
    }
  },
  fields: ({ f, t, request, record: { plans, agencies, units } }) => (
    <>
      {surveyFields.form(f, t, {
        choices: { planId: plans, year: yearsAsked(request.system.now().getFullYear()) },
      })}
      {f.checks('kinds', { label: t('Hỏi về', 'Asks for'), choices: needKinds.choices(t) })}
      <Enterprises f={f} t={t} units={units} />
      {f.checks('agencyIds', {
        label: t('Hội, cơ quan được hỏi', 'Associations and agencies that are asked'),
        choices: agencies,
      })}
    </>
  ),
  submit: words('Mở đợt khảo sát', 'Open the survey'),
  cancel: '/needs/surveys',
  done: ({ id }) => ({
    to: `/needs/surveys/${id}`,
    message: words('Đã mở đợt khảo sát.', 'The survey is open.'),
  }),
})

export const ofSurvey = (request: PageRequest) => request.execute(showSurvey, { id: request.params.id })

export const edited = formPage({
  command: editSurvey,
  address: '/needs/surveys/{id}/edit',
  record: async (request) => ({ survey: await ofSurvey(request), ...(await choicesOf(request)) }),
  title: words('Sửa đợt khảo sát', 'Edit the survey'),
  crumbs: (request, { survey }) => [
    ...up(request),
    { label: survey.title, href: `/needs/surveys/${survey.id}` },
  ],
  stored: ({ survey }, { t, language }) => ({
    values: {
      version: String(survey.version),
      ...surveyFields.texts(survey, language),
      planId: String(survey.planId),
      kinds: survey.kinds,
    },
    labels: Object.fromEntries(surveyFields.keys.map((key) => [key, t(surveyFields.labels[key])])),
  }),
  fields: ({ f, t, request, record: { plans, survey } }) => (
    <>
      {surveyFields.form(f, t, {
        choices: { planId: plans, year: yearsAsked(request.system.now().getFullYear(), survey.year) },
      })}
      {f.checks('kinds', { label: t('Hỏi về', 'Asks for'), choices: needKinds.choices(t) })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ survey }) => `/needs/surveys/${survey.id}`,
  done: ({ id }) => ({ to: `/needs/surveys/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

export const more = formPage({
  command: askMore,
  address: '/needs/surveys/{id}/asked/new',
  record: async (request) => ({ survey: await ofSurvey(request), ...(await choicesOf(request)) }),
  title: words('Hỏi thêm nơi khác', 'Ask others too'),
  lead: ({ record }) => record.survey.title,
  crumbs: (request, { survey }) => [
    ...up(request),
    { label: survey.title, href: `/needs/surveys/${survey.id}` },
  ],
  initial: () => ({ enterprises: 'none' }),
  fields: ({ f, t, record: { agencies, units } }) => (
    <>
      <Enterprises
        f={f}
        t={t}
        units={units}
        hint={t('Ai đã được hỏi thì không hỏi lại.', 'Who was asked is not asked again.')}
      />
      {f.checks('agencyIds', {
        label: t('Hội, cơ quan được hỏi', 'Associations and agencies that are asked'),
        choices: agencies,
      })}
    </>
  ),
  submit: words('Hỏi thêm nơi khác', 'Ask others too'),
  cancel: ({ survey }) => `/needs/surveys/${survey.id}`,
  done: ({ id }) => ({ to: `/needs/surveys/${id}`, message: words('Đã hỏi thêm.', 'They are asked.') }),
})

export const ended = formPage({
  command: endSurvey,
  address: '/needs/surveys/{id}/end',
  record: ofSurvey,
  title: words('Đóng đợt khảo sát', 'Close the survey'),
  lead: ({ record }) => record.title,
  crumbs: (request, survey) => [...up(request), { label: survey.title, href: `/needs/surveys/${survey.id}` }],
  initial: (survey) => ({ version: String(survey.version) }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 2 })}
    </>
  ),
  submit: words('Đóng đợt khảo sát', 'Close the survey'),
  kind: 'danger',
  cancel: ({ id }) => `/needs/surveys/${id}`,
  done: ({ id }) => ({
    to: `/needs/surveys/${id}`,
    message: words('Đã đóng đợt khảo sát.', 'The survey has closed.'),
  }),
})
