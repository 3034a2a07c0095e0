import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { editTemplate, readNotices, retryDelivery, wishNotice } from './commands.ts'
import { listDeliveries } from './deliveries.ts'
import { officePages } from './office-pages.tsx'
import { noticePages as ownPages } from './pages.tsx'
import { listNotices, showTemplates, showWishes } from './queries.ts'

export const noticeOperations: readonly Operation[] = [
  listNotices,
  readNotices,
  showWishes,
  wishNotice,
  showTemplates,
  editTemplate,
  listDeliveries,
  retryDelivery,
]
export const noticePages: readonly Page[] = [...ownPages, ...officePages]

export { type NoticeKind, noticeKind } from './kinds.ts'
export { unreadNotices } from './queries.ts'
export { sendNotices } from './send.ts'
export { tell } from './tell.ts'
