import { choice, day, id, optionalDay, optionalId, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { pickHint } from '../providers/index.ts'
import { recordFields } from '../ui/index.ts'
import { certificateKinds } from './rules.ts'

/** The fields of a certificate: one that is added here is in its form, page, list, export, take-over and in REST, and its column is marked. */
export const certificateFields = recordFields({
  kind: {
    field: choice(certificateKinds.keys),
    label: words('Loại chứng nhận', 'Kind of certificate'),
    heading: words('Loại', 'Kind'),
    input: 'select',
    sort: 'kind',
    of: certificateKinds,
    empty: words('Chọn loại', 'Choose a kind'),
  },
  standard: {
    field: text(200),
    label: words('Tiêu chuẩn, quy chuẩn', 'Standard or regulation'),
    hint: words('Ví dụ TCVN ISO 22000:2018.', 'Such as TCVN ISO 22000:2018.'),
    sheet: words('Tiêu chuẩn', 'Standard'),
    sort: 'standard',
    headings: ['quy chuan'],
  },
  productId: {
    field: optionalId(),
    label: words('Sản phẩm được chứng nhận', 'Certified product'),
    heading: words('Sản phẩm', 'Product'),
    sheet: words('Sản phẩm', 'Product'),
    hint: words('Chỉ với chứng nhận sản phẩm.', 'For product certificates only.'),
    input: 'select',
    joined: 'product',
    empty: words('Chọn sản phẩm', 'Choose a product'),
  },
  body: {
    field: text(200),
    label: words('Tổ chức chứng nhận', 'Certification body'),
    exportOnly: true,
  },
  number: {
    field: text(100),
    label: words('Số chứng nhận', 'Number of the certificate'),
    heading: words('Số', 'Number'),
    sort: 'number',
    headings: ['so giay chung nhan'],
    code: true,
  },
  issuedOn: { field: day(), label: words('Ngày cấp', 'Issued'), input: 'date', sort: 'issued' },
  expiresOn: {
    field: optionalDay(),
    label: words('Có hiệu lực đến', 'Valid until'),
    sheet: words('Ngày hết hạn', 'Day of expiry'),
    sort: 'expires',
    input: 'date',
    headings: ['co hieu luc den'],
  },
  fileId: {
    field: id(),
    label: words('Bản chụp chứng nhận', 'The certificate'),
    input: 'file',
    joined: 'file',
    offList: true,
  },
})

/** Who issued it, picked from the register of providers; the name on the certificate stays as its body. */
export const certifierField = recordFields({
  providerId: {
    field: optionalId(),
    label: words('Tổ chức chứng nhận, thử nghiệm trong sổ', 'Certification body on the register'),
    hint: pickHint,
    input: 'select',
    joined: 'provider',
    empty: words('Chọn trong sổ', 'Choose from the register'),
  },
})
/** A certificate as its columns. */
export type CertificateValues = ReturnType<typeof certificateFields.values>
