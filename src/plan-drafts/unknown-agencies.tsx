import type { PageRequest } from '../platform/page.ts'
import { LinkButton, Section } from '../ui/index.ts'
import type { Draft } from './result-items.tsx'

/** The agencies that the document names for duties which nobody has in the draft yet, each with how many duties. */
export function unknownAgencies({ document, reading }: Pick<Draft, 'document' | 'reading'>): {
  name: string
  duties: number
}[] {
  if (reading === null) return []
  const named = new Map(
    reading.plan.duties.flatMap(({ agency, agencySpan }) =>
      agency === null || agencySpan === null ? [] : [[agencySpan.start, agency] as const],
    ),
  )
  const counts = new Map<string, number>()
  for (const [place, { agencies }] of document.duties.entries()) {
    const at = reading.spans[`duties.${place}.agencies`]
    const name = at === undefined ? undefined : named.get(at.start)
    if (agencies.length === 0 && name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, duties]) => ({ name, duties }))
}

/** What the catalogue does not know, with the way to add it: the draft takes it up as soon as it is there. */
export function UnknownAgencies({ request, draft }: { request: PageRequest; draft: Draft }) {
  const { t } = request
  const unknown = draft.state === 'open' ? unknownAgencies(draft) : []
  if (unknown.length === 0) return null
  const mayAdd = request.mayOpen('/agencies/new')
  return (
    <Section
      id="agencies"
      title={t(
        `Cơ quan chưa có trong danh mục (${unknown.length})`,
        `Agencies not in the catalogue (${unknown.length})`,
      )}
      lead={t(
        'Văn bản giao việc cho những cơ quan này. Thêm vào danh mục thì bản thảo tự nhận; hoặc chọn cơ quan khác khi sửa phần tổ chức thực hiện.',
        'The document gives them duties. Once added to the catalogue the draft takes them up; or choose other agencies in the form of the duties.',
      )}
    >
      <ul class="grid gap-2">
        {unknown.slice(0, 50).map(({ name, duties }) => (
          <li class="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span class="break-words">{name}</span>
            <span class="hint">{t(`${duties} nhiệm vụ`, duties === 1 ? '1 duty' : `${duties} duties`)}</span>
            {mayAdd ? (
              <a
                class="no-print text-sm"
                href={`/agencies/new?name=${encodeURIComponent(name.slice(0, 200))}`}
              >
                {t('Thêm vào danh mục', 'Add to the catalogue')}
              </a>
            ) : null}
          </li>
        ))}
      </ul>
      {request.mayOpen('/agencies/import') ? (
        <div class="no-print mt-3">
          <LinkButton href="/agencies/import">
            {t('Nhập danh sách cơ quan', 'Import a list of agencies')}
          </LinkButton>
        </div>
      ) : null}
    </Section>
  )
}
