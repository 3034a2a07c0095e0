import { consentFields, introductionFields } from '../introductions/index.ts'
import type { MarksOf } from '../platform/personal.ts'
import { registrationFields } from '../registrations/index.ts'

/** Tables about accounts: how people sign in, what they are told and what they had typed. As `marked`. */
export const markedAccounts = {
  account: {
    email: 'account',
    id: 'account',
    image: 'account',
    name: 'account',
    role: null,
  },
  accountCredential: {
    accessToken: 'credential',
    accountId: 'account',
    id: null,
    idToken: 'credential',
    password: 'credential',
    providerId: null,
    refreshToken: 'credential',
    scope: null,
    userId: 'account',
  },
  accountPerson: {
    accountId: 'account',
    personId: 'account',
  },
  accountRole: {
    accountId: 'account',
    endedBy: 'author',
    fromDay: null,
    reason: 'freeText',
    record: null,
    setBy: 'author',
    toDay: null,
  },
  accountSession: {
    id: null,
    ipAddress: 'access',
    token: 'credential',
    userAgent: 'access',
    userId: 'account',
  },
  accountVerification: {
    id: null,
    identifier: 'account',
    value: 'credential',
  },
  apiToken: {
    capabilities: null,
    hint: null,
    name: 'account',
    sha256: 'credential',
    userId: 'account',
  },
  calendarFeed: {
    createdBy: 'account',
    sha256: 'credential',
  },
  deputy: {
    accountId: 'account',
    deputyId: 'account',
    endedBy: 'author',
    fromDay: null,
    reason: 'freeText',
    roles: null,
    setBy: 'author',
    toDay: null,
  },
  firstStepsClosed: {
    accountId: 'account',
  },
  keptForm: {
    en: null,
    id: null,
    once: null,
    page: 'keptForm',
    sealed: 'keptForm',
    userId: 'keptForm',
    vi: null,
  },
  keptFormFile: {
    keptId: null,
    sealed: 'keptForm',
  },
  knownDevice: {
    address: 'access',
    browser: 'access',
    sha256: 'access',
    userId: 'account',
  },
  listChoice: {
    accountId: 'account',
    columns: null,
    list: null,
  },
  listView: {
    accountId: 'account',
    list: null,
    name: 'freeText',
    query: 'freeText',
  },
  notice: {
    accountId: 'account',
    href: null,
    kind: null,
    occurrence: null,
    parameters: 'freeText',
  },
  noticeDelivery: {
    address: 'account',
    addressee: 'freeText',
    letter: null,
    occasion: null,
    result: null,
  },
  recentRecord: {
    accountId: 'account',
    record: null,
  },
  recordFollower: {
    accountId: 'account',
    record: null,
  },
  talkSeen: {
    accountId: 'account',
    record: null,
  },
  noticeThing: {
    accountId: 'account',
    kind: null,
    occurrence: null,
  },
  noticeWish: {
    accountId: 'account',
    kind: null,
  },
  passkey: {
    credentialId: 'credential',
    name: 'account',
    publicKey: 'credential',
    userId: 'account',
  },
  personKey: {
    secret: 'trail',
    subject: 'trail',
  },
  recoveryCode: {
    hash: 'credential',
    userId: 'account',
  },
  secondFactor: {
    secret: 'credential',
    userId: 'account',
  },
  secondFactorReset: {
    byName: 'author',
    userId: 'account',
  },
  introduction: {
    ...introductionFields.marks,
    ...consentFields.marks,
    endedBy: 'representative',
    endedOn: null,
    introducedBy: 'author',
    introducedOn: null,
    reason: 'freeText',
    search: 'freeText',
  },
  registration: {
    ...registrationFields.marks,
    accountId: 'account',
    evidence: 'freeText',
    invitedBy: 'author',
    linkSha256: 'credential',
    mailError: 'freeText',
    mailSha256: 'credential',
    reason: 'freeText',
    search: 'freeText',
    settledBy: 'author',
  },
  // whose papers they are stands in the registration; what is in them in the file
  registrationPaper: { kind: null },
  organisationWord: { issuer: null, subject: 'access', taxCode: 'taxNumber', tokenSha256: 'credential' },
  signInStep: {
    mac: 'credential',
    next: 'access',
    sha256: 'credential',
    userId: 'account',
  },
  signingDelegation: {
    documentDate: null,
    documentNumber: null,
    endedBy: 'author',
    endedReason: 'freeText',
    fromDay: null,
    setBy: 'author',
    toDay: null,
  },
  submission: {
    actor: 'author',
    command: null,
    inputSha256: null,
    key: null,
    result: 'freeText',
  },
} as const satisfies MarksOf<
  | 'account'
  | 'accountCredential'
  | 'accountPerson'
  | 'accountRole'
  | 'accountSession'
  | 'accountVerification'
  | 'apiToken'
  | 'calendarFeed'
  | 'deputy'
  | 'firstStepsClosed'
  | 'keptForm'
  | 'keptFormFile'
  | 'knownDevice'
  | 'listChoice'
  | 'listView'
  | 'notice'
  | 'noticeDelivery'
  | 'noticeThing'
  | 'recentRecord'
  | 'recordFollower'
  | 'signingDelegation'
  | 'talkSeen'
  | 'noticeWish'
  | 'passkey'
  | 'personKey'
  | 'recoveryCode'
  | 'secondFactor'
  | 'secondFactorReset'
  | 'introduction'
  | 'registration'
  | 'registrationPaper'
  | 'organisationWord'
  | 'signInStep'
  | 'submission'
>
