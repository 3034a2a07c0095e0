import type { MarksOf } from '../platform/personal.ts'

/** Tables that hold personal data: each column that can hold text, with the kind of personal data in it, or null where there is none. */
export const marked = {
  account: {
    email: 'account',
    id: 'account',
    image: 'account',
    name: 'account',
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
  application: {
    appraisalNote: 'freeText',
    appraisalReason: 'freeText',
    checkNote: 'freeText',
    decidedOn: null,
    decisionNumber: null,
    decisionReason: 'freeText',
    description: 'freeText',
    endedOn: null,
    filedOn: null,
    findings: 'freeText',
  },
  applicationFiling: {
    description: 'freeText',
  },
  audit: {
    actor: 'trail',
    changesSha256: null,
    command: null,
    hash: null,
    input: 'trail',
    previous: null,
    subject: 'trail',
    userId: 'trail',
  },
  budgetClosing: {
    closedBy: 'author',
    closedOn: null,
    documentNumber: null,
  },
  budgetCorrection: {
    approvedBy: 'author',
    proposedBy: 'author',
    reason: 'freeText',
  },
  calendarFeed: {
    createdBy: 'account',
    sha256: 'credential',
  },
  certificate: {
    body: null,
    expiresOn: null,
    issuedOn: null,
    number: null,
    standard: null,
    withdrawal: 'freeText',
    withdrawnOn: null,
  },
  change: {
    after: 'trail',
    rowKey: 'trail',
    tableName: null,
  },
  commitment: {
    documentDate: null,
    documentNumber: null,
    purpose: 'freeText',
    search: 'freeText',
  },
  controlRelaxation: {
    reason: 'freeText',
    setBy: 'author',
  },
  correctionRequest: {
    accountId: 'account',
    reason: 'freeText',
    settledBy: 'author',
    wanted: 'account',
    wrong: 'freeText',
  },
  deputy: {
    accountId: 'account',
    deputyId: 'account',
    fromDay: null,
    reason: 'freeText',
    setBy: 'author',
    toDay: null,
  },
  dutyItem: {
    detail: 'freeText',
    doneOn: null,
    dueOn: null,
    note: 'freeText',
    requestedBy: 'author',
    requestedOn: null,
    title: 'freeText',
  },
  dutyReminder: {
    accountId: 'author',
  },
  enterprise: {
    address: 'freeText',
    email: 'contact',
    foundedOn: null,
    industry: null,
    name: 'freeText',
    nameEn: null,
    phone: 'contact',
    representative: 'representative',
    search: 'contact',
    stateReason: 'freeText',
    stateSince: null,
    taxCode: 'taxNumber',
    website: null,
  },
  enterpriseCriterion: {
    note: 'freeText',
    recordedOn: null,
  },
  erasure: {
    accountIds: null,
    digests: null,
    email: 'account',
    id: null,
    kept: null,
    name: 'account',
    nameLengths: null,
    phone: 'account',
    proposedBy: 'author',
    reason: 'freeText',
    settledBy: 'author',
  },
  fact: {
    content: null,
    industry: null,
    kind: null,
    label: 'freeText',
    occurredOn: null,
    recordType: null,
    retraction: 'freeText',
    size: null,
    standard: null,
    subject: 'freeText',
  },
  file: {
    mime: null,
    name: 'file',
    sha256: null,
    uploadedBy: 'author',
  },
  import: {
    checkedBy: 'author',
    headings: null,
    notes: 'staged',
    reading: 'staged',
    scope: null,
  },
  importRow: {
    cells: 'staged',
    data: 'staged',
    kind: null,
    label: 'staged',
    problems: 'staged',
  },
  indicatorValue: {
    confirmedBy: 'author',
    enteredBy: 'author',
    note: 'freeText',
    reason: 'freeText',
  },
  keptForm: {
    id: null,
    once: null,
    sealed: 'keptForm',
    userId: 'keptForm',
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
  ledgerEntry: {
    documentNumber: null,
    note: 'freeText',
    occurredOn: null,
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
    result: null,
  },
  noticeWish: {
    accountId: 'account',
    kind: null,
  },
  observation: {
    publishedOn: null,
    reason: 'freeText',
    recordedBy: 'author',
    source: null,
  },
  obstacle: {
    proposal: 'freeText',
    reportedBy: 'freeText',
    reportedOn: null,
    resolution: 'freeText',
    resolvedOn: null,
    search: 'freeText',
    text: 'freeText',
  },
  passkey: {
    credentialId: 'credential',
    name: 'account',
    publicKey: 'credential',
    userId: 'account',
  },
  pastResult: {
    label: null,
    paperNumber: null,
    paperOn: null,
    retractedOn: null,
    retraction: 'freeText',
  },
  paymentOrder: {
    basisDate: null,
    basisNumber: null,
    documentNumber: null,
    draftedBy: 'author',
    note: 'freeText',
    occurredOn: null,
    reason: 'freeText',
    settledBy: 'author',
  },
  personKey: {
    secret: 'trail',
    subject: 'trail',
  },
  plan: {
    amendedBy: null,
    amendedOn: null,
    budgetSource: null,
    document: 'official',
    endsOn: null,
    issuedOn: null,
    issuer: null,
    number: null,
    province: null,
    replaces: null,
    sourceFile: null,
    sourceSha256: null,
    sourceText: 'official',
    startsOn: null,
    supportLine: null,
    title: null,
    titleEn: null,
  },
  planDraft: {
    createdBy: 'author',
    document: 'official',
    label: null,
    reading: 'official',
    reasons: 'freeText',
    sourceFile: null,
    sourceSha256: null,
    sourceText: 'official',
  },
  planVersion: {
    amendedBy: null,
    amendedOn: null,
    document: 'official',
    reason: 'freeText',
    sourceFile: null,
    sourceSha256: null,
    sourceText: 'official',
  },
  recoveryCode: {
    hash: 'credential',
    userId: 'account',
  },
  report: {
    data: 'official',
    dataSha256: null,
    datedOn: null,
    docxSha256: null,
    dueOn: null,
    heading: 'official',
    number: null,
    pdfSha256: null,
    restatement: 'freeText',
    sealedBy: 'author',
    sections: 'official',
    signatory: 'official',
    xlsxSha256: null,
  },
  retentionRule: {
    kind: null,
    reason: 'freeText',
    setBy: 'author',
    source: null,
  },
  retentionRun: {
    confirmedBy: 'author',
    kind: null,
  },
  secondFactor: {
    secret: 'credential',
    userId: 'account',
  },
  secondFactorReset: {
    byName: 'author',
    userId: 'account',
  },
  selfAssessment: {
    answers: 'freeText',
    assessedOn: null,
    note: 'freeText',
    questionnaire: null,
  },
  setting: {
    key: null,
    value: 'official',
  },
  signInStep: {
    mac: 'credential',
    next: 'access',
    sha256: 'credential',
    userId: 'account',
  },
  submission: {
    actor: 'author',
    command: null,
    inputSha256: null,
    key: null,
    result: 'freeText',
  },
  supportStep: {
    documentNumber: null,
    happenedOn: null,
    note: 'freeText',
    state: null,
  },
  takeoverBatch: {
    importKind: null,
    note: 'freeText',
    proposedBy: 'author',
    reason: 'freeText',
    settledBy: 'author',
    step: null,
    undoneBy: 'author',
  },
  tfpStudy: {
    author: 'author',
    authorName: 'author',
    data: 'official',
    dataSha256: null,
    docxSha256: null,
    parameters: null,
    publicationReason: 'freeText',
    publishedBy: 'author',
    publishedOn: null,
    result: 'official',
    resultSha256: null,
    reviewer: 'author',
    reviewerName: 'author',
    reviewNote: 'freeText',
    search: null,
    sectorKey: null,
    sectorName: null,
    sectorNameEn: null,
    seriesVersion: null,
    territoryName: null,
    territoryNameEn: null,
    title: null,
    withdrawal: 'freeText',
    withdrawnBy: 'author',
    xlsxSha256: null,
  },
  trainingEvent: {
    endedOn: null,
    heldOn: null,
    place: 'freeText',
    retractedOn: null,
    retraction: 'freeText',
    search: 'freeText',
    title: 'freeText',
  },
  workAssignment: {
    accountId: 'account',
    reason: 'freeText',
    record: null,
    setBy: 'author',
  },
} as const satisfies MarksOf<
  | 'account'
  | 'accountCredential'
  | 'accountPerson'
  | 'accountSession'
  | 'accountVerification'
  | 'apiToken'
  | 'application'
  | 'applicationFiling'
  | 'audit'
  | 'budgetClosing'
  | 'budgetCorrection'
  | 'calendarFeed'
  | 'certificate'
  | 'change'
  | 'commitment'
  | 'controlRelaxation'
  | 'correctionRequest'
  | 'deputy'
  | 'dutyItem'
  | 'dutyReminder'
  | 'enterprise'
  | 'enterpriseCriterion'
  | 'erasure'
  | 'fact'
  | 'file'
  | 'import'
  | 'importRow'
  | 'indicatorValue'
  | 'keptForm'
  | 'keptFormFile'
  | 'knownDevice'
  | 'ledgerEntry'
  | 'notice'
  | 'noticeDelivery'
  | 'noticeWish'
  | 'observation'
  | 'obstacle'
  | 'passkey'
  | 'pastResult'
  | 'paymentOrder'
  | 'personKey'
  | 'plan'
  | 'planDraft'
  | 'planVersion'
  | 'recoveryCode'
  | 'report'
  | 'retentionRule'
  | 'retentionRun'
  | 'secondFactor'
  | 'secondFactorReset'
  | 'selfAssessment'
  | 'setting'
  | 'signInStep'
  | 'submission'
  | 'supportStep'
  | 'takeoverBatch'
  | 'tfpStudy'
  | 'trainingEvent'
  | 'workAssignment'
>
