import { words } from '../platform/language.ts'
import type { NoticeKind } from './kinds.ts'

/** A kind that may be switched off, or not. */
export const isRefusable = (refusable: boolean): NoticeKind => ({
  key: 'made.kind',
  label: words('Loại thử', 'Made-up kind'),
  for: ['coordinator'],
  way: 'mail',
  ...(refusable ? {} : { binding: words('Phải báo.', 'Has to be told.') }),
  subject: words('', ''),
  body: words('', ''),
  fields: {},
})
