import { capability } from '../platform/capability.ts'
import * as again from './again.ts'
import * as file from './file.ts'
import * as mail from './mail.ts'
import * as officePages from './office-pages.tsx'
import * as organisation from './organisation.ts'
import * as organisationPages from './organisation-pages.tsx'
import * as ownPages from './own-pages.tsx'
import * as papers from './papers.ts'
import * as queries from './queries.ts'
import * as settle from './settle.ts'
import { registrationWork } from './work.ts'
import './notices.ts'

export const registrationCapability = capability({
  modules: [
    again,
    file,
    mail,
    officePages,
    organisation,
    organisationPages,
    ownPages,
    papers,
    queries,
    settle,
  ],
  news: [file.fileRegistration, settle.acceptRegistration, settle.refuseRegistration],
  links: { registration: '/registrations' },
  work: registrationWork,
})

export { registrationFields, registrationStates } from './fields.ts'
export { answerInvitation, fileRegistration } from './file.ts'
export { sendRegistrationMails } from './mail.ts'
export { addRegistrationPaper, keepRegistrationFile } from './papers.ts'
export { acceptRegistration, inviteAgain, inviteEnterprise, refuseRegistration } from './settle.ts'
