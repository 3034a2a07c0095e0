import { words } from '../platform/language.ts'
import { numberOf, type PageRequest } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Evidence, Facts, FileLink, formPage, listPage } from '../ui/index.ts'
import { setCriterion } from './commands.ts'
import { criteriaThatWait, listDeclared } from './criteria-queue.ts'
import { crumbs } from './enterprise-of.ts'

const title = words('Tiêu chí chờ xác nhận', 'Criteria to be confirmed')
const list = '/enterprises/criteria'

export const declaredPage = listPage({
  route: `GET ${list}`,
  title,
  lead: words(
    'Doanh nghiệp tự khai đạt tiêu chí ưu tiên; cán bộ xem minh chứng rồi xác nhận hoặc ghi không đạt. Chưa xác nhận thì chưa tính.',
    'Enterprises say that they meet a criterion of priority; an officer looks at the evidence and confirms it, or records that it is not met. Until then it does not count.',
  ),
  breadcrumbs: (request) => crumbs(request),
  query: listDeclared,
  filters: async ({ t, system }) => [
    { name: 'q', kind: 'search', label: words('Tên hoặc mã số thuế', 'Name or tax code') },
    {
      name: 'criterion',
      kind: 'select',
      label: words('Tiêu chí', 'Criteria'),
      choices: (await criteriaThatWait(system.db)).map((one) => ({
        value: one.id,
        label: `${one.plan}: ${one.code}) ${t(one.text, one.textEn)}`,
      })),
    },
  ],
  columns: ({ t, mayOpen }) => [
    {
      key: 'enterprise',
      label: words('Doanh nghiệp', 'Enterprise'),
      sort: 'enterprise',
      value: (row) => row.enterprise,
      cell: (row) => {
        const review = `/enterprises/${row.enterpriseId}/criteria/${row.criterionId}/review`
        return (
          <a href={mayOpen(review) ? review : `/enterprises/${row.enterpriseId}#criteria`}>
            {row.enterprise}
          </a>
        )
      },
    },
    { key: 'taxCode', label: words('Mã số thuế', 'Tax code'), value: (row) => row.taxCode },
    {
      key: 'criterion',
      label: words('Tiêu chí', 'Criteria'),
      value: (row) => `${row.code}) ${t(row.text, row.textEn)}`,
    },
    { key: 'note', label: words('Căn cứ', 'Basis'), value: (row) => row.note },
    {
      key: 'file',
      label: words('Minh chứng', 'Evidence'),
      value: (row) => row.file?.name ?? null,
      cell: (row) => <FileLink file={row.file} t={t} />,
    },
    {
      key: 'recordedOn',
      label: words('Ngày khai', 'Declared on'),
      kind: 'date',
      sort: 'recordedOn',
      value: (row) => row.recordedOn,
    },
  ],
  empty: ({ t }) => t('Không có tiêu chí nào chờ xác nhận.', 'No criterion waits to be confirmed.'),
})

async function declaredOf(request: PageRequest) {
  const enterpriseId = numberOf(request, 'id')
  const criterionId = numberOf(request, 'criterionId')
  const { rows } = await request.execute(listDeclared, { enterpriseId, criterion: criterionId })
  const row = rows[0]
  if (row === undefined) throw notFound(words('tiêu chí chờ xác nhận', 'Criterion to be confirmed'))
  return row
}

/** One declaration with its evidence beside it: confirmed as it is, or put right. */
export const reviewPages = formPage({
  command: setCriterion,
  may: ['coordinator'],
  address: '/enterprises/{id}/criteria/{criterionId}/review',
  record: declaredOf,
  title: ({ t, record }) => t(`Xác nhận tiêu chí ${record.code})`, `Confirm criterion ${record.code})`),
  lead: ({ t, record }) => `${record.enterprise}: ${t(record.text, record.textEn)}`,
  crumbs: ({ t }) => [{ label: t(title), href: list }],
  above: async ({ request, t, record }) => (
    <>
      <div class="panel mb-4">
        <Facts
          items={[
            [t('Doanh nghiệp khai', 'What it declared'), record.note],
            [t('Ngày khai', 'Declared on'), record.recordedOn.split('-').reverse().join('/')],
          ]}
        />
      </div>
      {
        await Evidence({
          request,
          title: t('Minh chứng', 'Evidence'),
          files: [{ what: `${t('Tiêu chí', 'Criterion')} ${record.code}`, file: record.file }],
        })
      }
    </>
  ),
  initial: (record) => ({ met: 'true', note: record.note }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {record.file === null ? null : f.hidden('fileId', record.file.id)}
      {f.radio('met', {
        label: t('Kết quả', 'Result'),
        choices: [
          { value: 'true', label: t('Đạt, xác nhận', 'Met, confirmed') },
          { value: 'false', label: t('Không đạt', 'Not met') },
        ],
      })}
      {f.area('note', { label: t('Căn cứ', 'Basis'), required: true, rows: 3 })}
    </>
  ),
  submit: words('Lưu, sang tiêu chí tiếp theo', 'Save and go on'),
  cancel: list,
  done: () => ({ to: list, message: words('Đã lưu tiêu chí.', 'The criterion is saved.') }),
})
