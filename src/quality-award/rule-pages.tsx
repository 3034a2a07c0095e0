import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Badge, Empty, Facts, formPage, RecordTable, Section } from '../ui/index.ts'
import { addCriterion, addRules, endRules, listRules, type Rules } from './catalogue.ts'
import { crumbs as entryCrumbs } from './list-pages.tsx'
import { criterionFields, ruleFields } from './rule-fields.ts'

/* The rules of the award by years, with where each is said. */

const at = '/award-rules'
const title = words('Quy định xét giải theo năm', 'Rules of the award by years')
const crumbs = (request: PageRequest) => [...entryCrumbs(request), { label: request.t(title), href: at }]

function RulesOfYears({ request, rules }: { request: PageRequest; rules: Rules }) {
  const { t, language } = request
  const {
    name: _name,
    nameEn: _nameEn,
    firstYear,
    lastYear: _last,
    ...facts
  } = ruleFields.facts(rules, t, language)
  const span = rules.lastYear === null ? t('trở đi', 'onwards') : `– ${rules.lastYear}`
  const [criterion, points] = [t(criterionFields.labels.name), t(criterionFields.labels.points)]
  return (
    <Section
      title={`${t(rules.name, rules.nameEn)}`}
      id={`rules-${rules.id}`}
      actions={
        <>
          <Act command={addCriterion} request={request} href={`${at}/${rules.id}/criteria/new`} small>
            {t('Thêm tiêu chí', 'Add a criterion')}
          </Act>
          {rules.lastYear === null ? (
            <Act command={endRules} request={request} href={`${at}/${rules.id}/end`} small>
              {t('Ngừng dùng', 'Stop using it')}
            </Act>
          ) : null}
        </>
      }
    >
      <p class="mb-2">
        {t('Kỳ giải năm', 'Round of the year')} {rules.firstYear} {span}{' '}
        {rules.toCheck ? (
          <Badge tone="warning">{t('Cần đối chiếu văn bản', 'To be compared with the text')}</Badge>
        ) : null}
      </p>
      <Facts columns={2} items={Object.values(facts).filter((item) => item !== firstYear)} />
      {rules.criteria.length === 0 ? (
        <Empty>{t('Chưa ghi tiêu chí nào.', 'No criterion is entered yet.')}</Empty>
      ) : (
        <RecordTable
          caption={t(
            `Tiêu chí xét giải, từ kỳ ${rules.firstYear}`,
            `Criteria of the award, from the round of ${rules.firstYear}`,
          )}
          stack
          rows={rules.criteria}
          columns={[
            { head: criterion, cell: (row) => t(row.name, row.nameEn) },
            {
              head: points,
              cell: (row) => row.points ?? t('chưa quy định', 'not laid down'),
            },
          ]}
        />
      )}
    </Section>
  )
}

export const rulePage = page({
  route: `GET ${at}`,
  for: listRules,
  async run(request) {
    const { t } = request
    const all = await request.execute(listRules, {})
    return {
      title: t(title),
      breadcrumbs: entryCrumbs(request),
      actions: (
        <Act command={addRules} request={request} href={`${at}/new`}>
          {t('Thêm quy định', 'Add rules')}
        </Act>
      ),
      body: (
        <>
          <p class="mb-4 max-w-prose">
            {t(
              'Kỳ giải của năm nào theo quy định của năm ấy; ô trống là điều văn bản không quy định hoặc chưa ai tra được.',
              'The round of a year goes by the rules of that year; what is empty the text does not say, or nobody looked it up.',
            )}
          </p>
          {all.map((rules) => (
            <RulesOfYears request={request} rules={rules} />
          ))}
        </>
      ),
    }
  },
})

export const rulesAdded = formPage({
  command: addRules,
  address: `${at}/new`,
  title: words('Thêm quy định xét giải', 'Add rules of the award'),
  crumbs,
  fields: ({ f, t }) => ruleFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã thêm.', 'Added.') }),
})

const ofRules = async (request: PageRequest) => {
  const id = numberOf(request, 'id')
  const found = (await request.execute(listRules, {})).find((one) => one.id === id)
  if (found === undefined) throw notFound(words('quy định xét giải', 'Rules of the award'))
  return found
}

export const criterionAdded = formPage({
  command: addCriterion,
  address: `${at}/{id}/criteria/new`,
  record: ofRules,
  title: words('Thêm tiêu chí xét giải', 'Add a criterion of the award'),
  lead: ({ record }) => record.name,
  crumbs,
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {criterionFields.form(f, t)}
    </>
  ),
  submit: words('Thêm', 'Add'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã thêm.', 'Added.') }),
})

export const rulesEnded = formPage({
  command: endRules,
  address: `${at}/{id}/end`,
  record: ofRules,
  title: words('Thôi dùng quy định xét giải', 'End rules of the award'),
  lead: ({ record }) => record.name,
  crumbs,
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {f.number('lastYear', { label: t(ruleFields.labels.lastYear) })}
    </>
  ),
  submit: words('Ngừng dùng', 'Stop using it'),
  kind: 'danger',
  cancel: at,
  done: () => ({ to: at, message: words('Đã ghi.', 'Entered.') }),
})
