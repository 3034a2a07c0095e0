import { choice, day, id, longText, optionalLongText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

export const auditKinds = states({
  surveillance: words('Đánh giá giám sát', 'Surveillance audit'),
  recertification: words('Đánh giá chứng nhận lại', 'Recertification audit'),
})

export const auditResults = states({
  passed: { vi: 'Duy trì chứng nhận', en: 'Certificate kept', tone: 'success' },
  conditions: { vi: 'Duy trì, phải khắc phục', en: 'Kept, with things to mend', tone: 'warning' },
  failed: { vi: 'Không duy trì được', en: 'Not kept', tone: 'error' },
})

/** What becomes of a certificate by a paper of its body. */
export const certificateEvents = states({
  suspension: { vi: 'Chứng nhận bị đình chỉ', en: 'Certificate suspended', tone: 'error' },
  restoration: { vi: 'Khôi phục chứng nhận', en: 'Certificate restored', tone: 'success' },
  renewal: { vi: 'Gia hạn chứng nhận', en: 'Certificate renewed', tone: 'success' },
  scope: words('Thay đổi phạm vi chứng nhận', 'Scope of the certificate changed'),
})

/** An audit that is to come. */
export const auditFields = recordFields({
  kind: {
    field: choice(auditKinds.keys),
    label: words('Loại cuộc đánh giá', 'Kind of audit'),
    input: 'select',
    of: auditKinds,
    empty: null,
    half: true,
  },
  plannedOn: {
    field: day(),
    label: words('Ngày đánh giá dự kiến', 'Audit planned for'),
    input: 'date',
    half: true,
  },
})

/** What an audit came to. */
export const auditResultFields = recordFields({
  heldOn: { field: day(), label: words('Đã đánh giá ngày', 'Audit held on'), input: 'date', half: true },
  result: {
    field: choice(auditResults.keys),
    label: words('Kết quả cuộc đánh giá', 'Result of the audit'),
    input: 'select',
    of: auditResults,
    empty: null,
    half: true,
  },
  findings: {
    field: optionalLongText(4000),
    label: words('Điểm phải khắc phục', 'What the audit wants mended'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  fileId: {
    field: id(),
    label: words('Báo cáo đánh giá', 'Report of the audit'),
    input: 'file',
    joined: 'file',
  },
})

/** The paper by which something becomes of a certificate. */
const paper = {
  onDay: { field: day(), label: words('Từ ngày', 'From'), input: 'date', half: true },
  documentNumber: {
    field: text(100),
    label: words('Số thông báo của tổ chức chứng nhận', "Number of the body's notice"),
    half: true,
  },
} as const
const file = {
  fileId: {
    field: id(),
    label: words('Thông báo, giấy chứng nhận mới', 'The notice or the new certificate'),
    input: 'file',
    joined: 'file',
  },
} as const

export const suspensionFields = recordFields({
  ...paper,
  reason: {
    field: longText(2000),
    label: words('Lý do đình chỉ, khôi phục', 'Why it is suspended or restored'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  ...file,
})

export const renewalFields = recordFields({
  ...paper,
  expiresOn: { field: day(), label: words('Có hiệu lực đến', 'Valid until'), input: 'date' },
  ...file,
})

export const scopeFields = recordFields({
  ...paper,
  scope: {
    field: longText(2000),
    label: words('Phạm vi chứng nhận', 'Scope of the certificate'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  ...file,
})
