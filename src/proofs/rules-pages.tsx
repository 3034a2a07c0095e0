import { proofKinds } from '../enterprises/index.ts'
import { mayRun } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { numberOf, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Empty, formPage, Section, Table } from '../ui/index.ts'
import { listCriterionRules, removeCriterionRule, ruleWords, setCriterionRule } from './criterion-rules.ts'
import { ruleFields } from './fields.ts'
import { crumbs as above } from './list-pages.tsx'

const title = words('Tiêu chí được chứng minh bằng gì', 'By what criteria are proven')
const at = '/proofs/rules'

async function rulesView(request: PageRequest): Promise<View> {
  const { t, actor } = request
  const criteria = await request.execute(listCriterionRules, {})
  const edits = mayRun(actor, setCriterionRule)
  const heads = [
    t('Tiêu chí', 'Criteria'),
    t('Chứng minh bằng', 'Proven by'),
    t('Theo văn bản', 'By the document'),
  ]
  const [criterion, proven, document] = heads
  return {
    title: t(title),
    lead: t(
      'Tiêu chí không có dòng nào thì cán bộ xác nhận như trước. Có dòng thì chỉ chứng minh đã xác nhận, còn hiệu lực mới được tính; chưa có chứng minh là chưa rõ, không phải không đạt.',
      'A criterion without a rule is confirmed by an officer as before. With one only a confirmed proof in force counts; without a proof it is not known, which is not failed.',
    ),
    breadcrumbs: above(request),
    body: (
      <Section>
        {criteria.length === 0 ? (
          <Empty>{t('Kế hoạch không có tiêu chí ưu tiên.', 'The plan has no criteria of priority.')}</Empty>
        ) : (
          <Table caption={t(title)} stack>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th>{head}</th>
                ))}
                {edits ? <th>{t('Việc', 'Action')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {criteria.map((row) => (
                <tr>
                  <td data-label={criterion}>
                    <b>{row.code})</b> {t(row.text, row.textEn)}
                    <span class="hint block">{t(`Kế hoạch số ${row.plan}`, `Plan ${row.plan}`)}</span>
                  </td>
                  <td data-label={proven}>
                    {row.bySize
                      ? t('Suy từ quy mô doanh nghiệp', 'Follows from the size')
                      : row.rule === null
                        ? t('Cán bộ xác nhận', 'Confirmed by an officer')
                        : t(ruleWords(row.rule))}
                  </td>
                  <td data-label={document}>
                    {row.rule === null ? (
                      '—'
                    ) : (
                      <>
                        {row.rule.source}
                        <span class="hint block">
                          {t('từ ngày', 'from')} {formatDate(row.rule.validFrom)}
                          {row.rule.validTo === null
                            ? ''
                            : ` ${t('đến hết ngày', 'until')} ${formatDate(row.rule.validTo)}`}
                        </span>
                      </>
                    )}
                  </td>
                  {edits ? (
                    <td data-label={t('Việc', 'Action')}>
                      {row.bySize ? (
                        '—'
                      ) : (
                        <a href={`${at}/${row.criterionId}`}>
                          {row.rule === null ? t('Ghi nhận', 'Record') : t('Sửa', 'Edit')}
                          <span class="sr-only">
                            {' '}
                            {t('tiêu chí', 'criterion')} {row.code}
                          </span>
                        </a>
                      )}
                    </td>
                  ) : null}
                </tr>
              ))}
            </tbody>
          </Table>
        )}
      </Section>
    ),
  }
}

export const rulesPage = page({ route: `GET ${at}`, for: listCriterionRules, run: rulesView })

async function criterionOf(request: PageRequest) {
  const criterionId = numberOf(request, 'id')
  const row = (await request.execute(listCriterionRules, {})).find((one) => one.criterionId === criterionId)
  if (row === undefined || row.bySize) throw notFound(words('tiêu chí', 'Criterion'))
  return row
}

export const rulePages = formPage({
  command: setCriterionRule,
  address: `${at}/{id}`,
  record: criterionOf,
  title: ({ t, record }) => t(`Chứng minh tiêu chí ${record.code})`, `Proof of criterion ${record.code})`),
  lead: ({ t, record }) => t(record.text, record.textEn),
  crumbs: (request) => [...above(request), { label: request.t(title), href: at }],
  stored: ({ rule, version }, { t, language }) => ({
    values: {
      version: String(version),
      ...(rule === null ? {} : ruleFields.texts(rule, language)),
    },
    labels: Object.fromEntries(ruleFields.keys.map((key) => [key, t(ruleFields.labels[key])])),
  }),
  fields: ({ f, t }) => ruleFields.form(f, t, { choices: { kind: proofKinds.choices(t) } }),
  submit: words('Lưu', 'Save'),
  cancel: at,
  below: ({ request, t, record }) =>
    record.rule === null ? null : (
      <div class="mt-6 border-t border-base-300 pt-4">
        <Act
          command={removeCriterionRule}
          request={request}
          action={`${at}/${record.criterionId}/removal`}
          kind="danger"
        >
          {t('Bỏ, để cán bộ xác nhận như trước', 'Remove it: an officer confirms as before')}
        </Act>
      </div>
    ),
  done: () => ({ to: at, message: words('Đã lưu.', 'Saved.') }),
})

export const ruleRemoval = receiver({
  command: removeCriterionRule,
  address: `${at}/{id}/removal`,
  done: () => ({ to: at, message: words('Đã bỏ.', 'Removed.') }),
  again: (request, form) => rulePages.view(request, { ...form, values: {} }),
})
