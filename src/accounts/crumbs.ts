import type { Crumb, PageRequest } from '../platform/page.ts'

export const accountsCrumb = ({ t }: PageRequest): Crumb => ({
  label: t('Tài khoản', 'Accounts'),
  href: '/accounts',
})
