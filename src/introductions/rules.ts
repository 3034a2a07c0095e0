import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'

/** Where an introduction stands: whether the enterprise lets who brought it follow its steps. */
export const introductionStates = states({
  asked: { vi: 'Chờ doanh nghiệp đồng ý', en: 'Waits for the consent of the enterprise', tone: 'info' },
  consented: { vi: 'Doanh nghiệp đã đồng ý', en: 'The enterprise consents', tone: 'success' },
  refused: { vi: 'Doanh nghiệp không đồng ý', en: 'The enterprise does not consent', tone: 'warning' },
  withdrawn: words('Doanh nghiệp đã rút đồng ý', 'The enterprise has withdrawn its consent'),
})

/** How consent was given. */
export const consentWays = states({
  link: words('Khi trả lời lời mời', 'With the answer to the invitation'),
  account: words('Bằng tài khoản của doanh nghiệp', 'By an account of the enterprise'),
  paper: words('Bằng văn bản', 'On paper'),
})
