import { words } from '../platform/language.ts'
import { formPage } from '../ui/index.ts'
import { chooseCertifier } from './certificate-commands.ts'
import { certifierField } from './certificate-fields.ts'
import { showCertificate } from './certificate-queries.ts'
import { certifiers } from './certifiers.ts'

/** Ties a certificate whose body was typed to the register. */
export const certifierPages = formPage({
  command: chooseCertifier,
  address: '/certificates/{id}/certifier',
  title: words('Chọn tổ chức chứng nhận trong sổ', 'Pick the certification body of a certificate'),
  crumbs: ({ t }) => [{ label: t('Chứng nhận', 'Certificates'), href: '/certificates' }],
  record: async (request) => {
    const certificate = await request.execute(showCertificate, { id: request.params.id })
    return { certificate, providers: await certifiers(request, certificate.issuedOn) }
  },
  initial: ({ certificate }) => ({ providerId: String(certificate.providerId ?? '') }),
  fields: ({ f, t, record }) => (
    <>
      <p>
        {t('Trên chứng nhận ghi:', 'The certificate says:')} <b>{record.certificate.body}</b>
      </p>
      {certifierField.form(f, t, { choices: { providerId: record.providers } })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ certificate }) => `/certificates/${certificate.id}`,
  done: ({ id }) => ({
    to: `/certificates/${id}`,
    message: words('Đã chọn tổ chức chứng nhận trong sổ.', 'The certification body is picked.'),
  }),
}).pages
