import { today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type FormState, freshForm, type PageRequest, page, receiver, type View } from '../platform/page.ts'
import { Act, Day, Empty, FactCells, Form, fields, Section, Table } from '../ui/index.ts'
import { associationFields } from './association-fields.ts'
import { type AssociationRow, addAssociation, endAssociation, listAssociations } from './associations.ts'
import { crumbs, enterpriseOf } from './enterprise-of.ts'

const address = '/enterprises/{id}/associations'
const listed = ({ id }: { id: number }) => `/enterprises/${id}/associations`

/** The associations of an enterprise; with `at` each bears the button that ends it. */
export function Associations(props: { rows: readonly AssociationRow[]; request: PageRequest; at?: string }) {
  const { rows, request, at } = props
  const { t, language } = request
  if (rows.length === 0)
    return (
      <Empty>
        {t('Chưa ghi hội, hiệp hội nào đại diện cho doanh nghiệp.', 'No association acts for it.')}
      </Empty>
    )
  return (
    <Table caption={t('Hội, hiệp hội', 'Associations')} stack>
      <thead>
        <tr>
          {associationFields.keys.map((key) => (
            <th>{t(associationFields.labels[key])}</th>
          ))}
          <th>{t('Đến ngày', 'To')}</th>
          {at === undefined ? null : <th>{t('Việc', 'Action')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            <td data-label={t(associationFields.labels.agencyId)}>{t(row.name, row.nameEn)}</td>
            <FactCells of={Object.values(associationFields.facts(row, t, language))} />
            <td data-label={t('Đến ngày', 'To')}>{row.endedOn === null ? '—' : <Day day={row.endedOn} />}</td>
            {at === undefined ? null : (
              <td data-label={t('Việc', 'Action')}>
                {row.endedOn === null ? (
                  <Act
                    command={endAssociation}
                    request={request}
                    action={`${at}/${row.agencyId}/end`}
                    kind="danger"
                    small
                  >
                    {t('Kết thúc', 'End')}
                  </Act>
                ) : null}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

async function associationsView(request: PageRequest, form?: FormState): Promise<View> {
  const { t } = request
  const enterprise = await enterpriseOf(request)
  const { rows, choices } = await request.execute(listAssociations, { id: enterprise.id })
  const filled = form ?? freshForm({ tie: 'member', since: today(request.system.now()) })
  const f = fields(filled, t)
  return {
    title: t('Hội, hiệp hội của doanh nghiệp', 'Associations of the enterprise'),
    lead: enterprise.name,
    breadcrumbs: crumbs(request, enterprise),
    body: (
      <>
        <Section
          title={t('Ghi hội, hiệp hội', 'Record an association')}
          lead={t(
            'Hội được ghi ở đây đọc được hồ sơ, liên hệ và số liệu của doanh nghiệp; hội khác chỉ thấy tên, địa bàn và tình trạng.',
            'An association named here reads the records, contacts and figures of the enterprise; others see its name, unit and state.',
          )}
        >
          <Form form={filled} t={t} action={listed(enterprise)} submit={t('Ghi nhận', 'Record')}>
            {associationFields.form(f, t, {
              choices: {
                agencyId: choices.map((one) => ({ value: one.id, label: t(one.name, one.nameEn) })),
              },
            })}
          </Form>
        </Section>
        <Section title={t('Danh sách', 'The list')}>
          <Associations rows={rows} request={request} at={listed(enterprise)} />
        </Section>
      </>
    ),
  }
}

export const associationsPage = page({
  route: `GET ${address}`,
  for: addAssociation,
  run: (request) => associationsView(request),
})

export const associationAdding = receiver({
  command: addAssociation,
  address,
  done: (output) => ({ to: listed(output), message: words('Đã ghi.', 'Recorded.') }),
  again: associationsView,
})

export const associationEnding = receiver({
  command: endAssociation,
  address: `${address}/{agencyId}/end`,
  done: (output) => ({ to: listed(output), message: words('Đã kết thúc.', 'Ended.') }),
  again: associationsView,
})
