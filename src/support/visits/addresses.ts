import { words } from '../../platform/language.ts'

/* Where the pages of the room are. */

export const at = '/visits'
export const title = words('Kiểm tra tại doanh nghiệp', 'Visits to enterprises')
