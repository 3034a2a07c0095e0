import type { Child } from 'hono/jsx'
import type { PageRequest } from '../platform/page.ts'
import { Empty, Section } from '../ui/index.ts'
import { type EnterpriseRow, listEnterprises } from './queries.ts'

/**
 * Finds enterprises of the register by name or tax code on a page of its own; merged records are left out.
 * @param props.at the address that shows what is found; what else the page's address bears is kept
 * @param props.without names of the address that begin anew
 * @param props.each what a found enterprise is shown as
 * @param props.but an enterprise that is not meant
 * @param props.none what may be done where nothing matches
 */
export async function RegisterSearch(props: {
  request: PageRequest
  at: string
  without?: readonly string[]
  each: (row: EnterpriseRow) => Child
  but?: number
  none?: Child
}) {
  const { request, at, without = [] } = props
  const { t, url } = request
  const q = url.searchParams.get('q') ?? ''
  const found = q.trim() === '' ? null : await request.execute(listEnterprises, { q, limit: '20' })
  const living = found?.rows.filter((row) => row.state !== 'merged' && row.id !== props.but) ?? []
  const kept = [...url.searchParams].filter(([name]) => name !== 'q' && !without.includes(name))
  return (
    <Section>
      <form method="get" action={at} class="mb-4 flex flex-wrap items-end gap-3">
        {kept.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="min-w-60 grow">
          <label class="mb-1 block font-semibold" for="q">
            {t('Tên hoặc mã số thuế', 'Name or tax code')}
          </label>
          <input class="input w-full border-base-content/40" type="search" id="q" name="q" value={q} />
        </div>
        <button class="btn btn-primary" type="submit">
          {t('Tìm', 'Search')}
        </button>
      </form>
      {found === null ? null : living.length === 0 ? (
        <Empty action={props.none}>{t('Không có doanh nghiệp nào khớp.', 'No enterprise matches.')}</Empty>
      ) : (
        <ul class="grid gap-2">
          {living.map((row) => (
            <li>{props.each(row)}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/**
 * Asks an officer which enterprise of the register a form is for: found by name or tax code, it leads on by `?enterpriseId=`.
 * @param at the address that takes it; what else the address bears is kept
 */
export function EnterpriseChoice({ request, at }: { request: PageRequest; at: string }) {
  const { t, url } = request
  const kept = [...url.searchParams].filter(([name]) => name !== 'q' && name !== 'enterpriseId')
  const href = (id: number) => `${at}?${new URLSearchParams([...kept, ['enterpriseId', String(id)]])}`
  return RegisterSearch({
    request,
    at,
    without: ['enterpriseId'],
    each: (row) => (
      <>
        <a href={href(row.id)}>{row.name}</a>
        <span class="hint"> · {row.taxCode}</span>
      </>
    ),
    none: request.mayOpen('/enterprises/new') ? (
      <a href="/enterprises/new">{t('Đăng ký doanh nghiệp mới', 'Register a new enterprise')}</a>
    ) : undefined,
  })
}
