import { communicationFields } from '../communication/index.ts'
import { articleFields, pictureFields, subscriberFields } from '../news/index.ts'
import { integrationFields, outreachFields } from '../outreach/index.ts'
import type { MarksOf } from '../platform/personal.ts'

const { taxCode: _typed, ...article } = articleFields.marks

/** Of what agencies enter, send and have confirmed. */
const onItsWay = {
  confirmedOn: null,
  enteredOn: null,
  reason: 'freeText',
  remark: 'freeText',
  search: 'freeText',
  sentOn: null,
  withdrawnOn: null,
} as const

/** What the programme tells everybody, and whom it mails; what agencies do among their own. As `marked`. */
export const markedCommunication = {
  communication: {
    ...communicationFields.marks,
    confirmedOn: null,
    enteredOn: null,
    importKind: null,
    reason: 'freeText',
    remark: 'freeText',
    search: 'freeText',
    withdrawnOn: null,
  },
  newsArticle: {
    ...article,
    answeredOn: null,
    archivedOn: null,
    askedOn: null,
    begunOn: null,
    consentPaper: 'freeText',
    importKind: null,
    reason: 'freeText',
    remarks: 'freeText',
    search: 'freeText',
    sentOn: null,
  },
  newsPicture: { ...pictureFields.marks },
  newsSending: { leaveSha256: 'credential' },
  newsSubscriber: {
    ...subscriberFields.marks,
    confirmSha256: 'credential',
    confirmedOn: null,
    endedOn: null,
  },
  outreach: { ...outreachFields.marks, ...onItsWay, importKind: null },
  integration: { ...integrationFields.marks, ...onItsWay, importKind: null },
} as const satisfies MarksOf<
  | 'communication'
  | 'integration'
  | 'outreach'
  | 'newsArticle'
  | 'newsPicture'
  | 'newsSending'
  | 'newsSubscriber'
>
