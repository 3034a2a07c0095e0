import { legalForms } from '../enterprises/index.ts'
import { planChooser } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page, receiver } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, formPage, RecordTable, Section, StateBadge } from '../ui/index.ts'
import { grants, listForms, removeForm, setForm } from './forms.ts'

const title = words('Loại hình được hỗ trợ', 'Legal forms that are supported')
const at = '/beneficiary-forms'

/** What the plan grants to each legal form. */
export const formsPage = page({
  route: `GET ${at}`,
  for: listForms,
  async run(request) {
    const { t } = request
    const { plan, forms } = await request.execute(listForms, {})
    const edit = request.mayOpen(`${at}/company`)
    return {
      title: t(title),
      lead: t(
        `Kế hoạch ${plan.number} hỗ trợ loại hình nào. Chưa ghi dòng nào thì loại hình không được xét trong điều kiện.`,
        `What Plan ${plan.number} grants to each legal form. While no row is entered, the form is no condition.`,
      ),
      breadcrumbs: [{ label: t('Hồ sơ đề nghị', 'Applications'), href: '/applications' }],
      body: (
        <>
          {await planChooser(request, plan.id)}
          <Section>
            <RecordTable
              caption={t(title)}
              stack
              rows={forms}
              columns={[
                { head: t('Loại hình', 'Legal form'), cell: (row) => t(legalForms.names[row.legalForm]) },
                {
                  head: t('Kế hoạch quy định', 'What the plan says'),
                  cell: (row) =>
                    row.granted === null ? (
                      t('Kế hoạch không nêu', 'Not named')
                    ) : (
                      <StateBadge of={grants} is={row.granted} t={t} />
                    ),
                },
                { head: t('Nội dung quy định', 'What the rule says'), cell: (row) => row.note ?? '—' },
                { head: t('Mục của Kế hoạch', 'Section of the plan'), cell: (row) => row.article ?? '—' },
                edit
                  ? {
                      head: t('Việc', 'Action'),
                      cell: (row) => (
                        <a class="inline-block min-h-6" href={`${at}/${row.legalForm}`}>
                          {t('Sửa', 'Edit')}
                          <span class="sr-only"> {t(legalForms.names[row.legalForm])}</span>
                        </a>
                      ),
                    }
                  : null,
              ]}
            />
          </Section>
        </>
      ),
    }
  },
})

async function formOf(request: PageRequest) {
  const { plan, forms } = await request.execute(listForms, {})
  const row = forms.find(({ legalForm }) => legalForm === request.params.legalForm)
  if (row === undefined) throw notFound(words('loại hình', 'Legal form'))
  return { ...row, planId: plan.id, planNumber: plan.number }
}

export const formEditing = formPage({
  command: setForm,
  address: `${at}/{legalForm}`,
  record: formOf,
  title: ({ t, record }) => t(legalForms.names[record.legalForm]),
  lead: ({ t, record }) => t(`Kế hoạch ${record.planNumber}`, `Plan ${record.planNumber}`),
  crumbs: ({ t }) => [{ label: t(title), href: at }],
  initial: (record) => ({
    granted: record.granted ?? '',
    article: record.article ?? '',
    note: record.note ?? '',
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('planId', record.planId)}
      {f.hidden('version', record.version)}
      {f.radio('granted', {
        label: t('Kế hoạch quy định', 'What the plan says'),
        choices: grants.choices(t),
      })}
      {f.text('article', {
        label: t('Mục của Kế hoạch', 'Section of the plan'),
        hint: t('Ví dụ: II.2', 'Such as: II.2'),
        required: true,
      })}
      {f.area('note', { label: t('Nội dung quy định', 'What the rule says'), rows: 3 })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: at,
  below: ({ request, t, record }) =>
    record.version === 0 ? null : (
      <div class="mt-6 border-t border-base-300 pt-4">
        <Act
          command={removeForm}
          request={request}
          action={`${at}/${record.legalForm}/removal`}
          values={{ planId: record.planId, version: record.version }}
          kind="danger"
        >
          {t('Xóa: Kế hoạch không nêu loại hình này', 'Remove: the plan does not name this form')}
        </Act>
      </div>
    ),
  done: () => ({ to: at, message: words('Đã lưu.', 'Saved.') }),
})

export const formRemoval = receiver({
  command: removeForm,
  address: `${at}/{legalForm}/removal`,
  done: () => ({ to: at, message: words('Đã xóa.', 'Removed.') }),
})
