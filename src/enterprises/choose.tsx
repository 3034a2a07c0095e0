import type { PageRequest } from '../platform/page.ts'
import { Empty, Section } from '../ui/index.ts'
import { listEnterprises } from './queries.ts'

/**
 * Asks an officer which enterprise of the register a form is for: found by name or tax code, it leads on by `?enterpriseId=`.
 * @param at the address that takes it; what else the address bears is kept
 */
export async function EnterpriseChoice({ request, at }: { request: PageRequest; at: string }) {
  const { t, url } = request
  const q = url.searchParams.get('q') ?? ''
  const found = q.trim() === '' ? null : await request.execute(listEnterprises, { q, limit: '20' })
  const living = found?.rows.filter((row) => row.state !== 'merged') ?? []
  const kept = [...url.searchParams].filter(([name]) => name !== 'q' && name !== 'enterpriseId')
  const href = (id: number) => `${at}?${new URLSearchParams([...kept, ['enterpriseId', String(id)]])}`
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
        <Empty
          action={
            request.mayOpen('/enterprises/new') ? (
              <a href="/enterprises/new">{t('Đăng ký doanh nghiệp mới', 'Register a new enterprise')}</a>
            ) : undefined
          }
        >
          {t('Không có doanh nghiệp nào khớp.', 'No enterprise matches.')}
        </Empty>
      ) : (
        <ul class="grid gap-2">
          {living.map((row) => (
            <li>
              <a href={href(row.id)}>{row.name}</a>
              <span class="hint"> · {row.taxCode}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
