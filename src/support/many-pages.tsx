import { words } from '../platform/language.ts'
import { manyCommand } from '../platform/many.ts'
import { readableBy } from '../platform/sight.ts'
import { manyPages } from '../ui/index.ts'
import { withdrawCertificate } from './certificate-commands.ts'
import { listCertificates } from './certificate-queries.ts'

/** Several certificates are withdrawn for one reason, such as a body that lost its accreditation. */
export const withdrawCertificates = manyCommand({
  each: withdrawCertificate,
  own: ['id'],
  async rows({ db, actor }, ids) {
    const rows = await db
      .selectFrom('certificate as k')
      .innerJoin('enterprise as e', 'e.id', 'k.enterpriseId')
      .select(['k.id', 'k.number', 'k.standard', 'e.name'])
      .where('k.id', 'in', [...ids])
      .where(readableBy(actor, 'k.enterpriseId'))
      .execute()
    return rows.map(({ id, number, standard, name }) => {
      const label = `${number} · ${standard} · ${name}`
      return { id, label: words(label, label), input: { id } }
    })
  },
  name: 'certificates.withdrawMany',
  summary: words('Thu hồi nhiều chứng nhận', 'Withdraw several certificates'),
  route: 'POST /certificate-batches/withdrawal',
})

export const withdrawMany = manyPages({
  command: withdrawCertificates,
  title: words('Thu hồi', 'Revoke'),
  address: '/certificates/many/withdrawal',
  list: { label: words('Chứng nhận', 'Certificates'), href: '/certificates', query: listCertificates },
  href: (id) => `/certificates/${id}`,
  fields: (f, { t }) => (
    <>
      {f.date('withdrawnOn', { label: t('Ngày thu hồi', 'Day of revocation'), required: true })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
    </>
  ),
  submit: (count, t) => t(`Thu hồi ${count} chứng nhận`, `Withdraw ${count}`),
})
