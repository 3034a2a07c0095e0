import { communicationFields } from '../communication/index.ts'
import { articleFields, pictureFields, subscriberFields } from '../news/index.ts'
import type { MarksOf } from '../platform/personal.ts'

const { taxCode: _typed, ...article } = articleFields.marks

/** What the programme tells everybody, and whom it mails. As `marked`. */
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
} as const satisfies MarksOf<
  'communication' | 'newsArticle' | 'newsPicture' | 'newsSending' | 'newsSubscriber'
>
