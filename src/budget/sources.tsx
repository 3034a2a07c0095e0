import { z } from 'zod'
import { FundingSource, fundingFields, fundingKinds, fundingSources } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { page } from '../platform/page.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'
import { Act, FactCells, formPage, Table } from '../ui/index.ts'

explainConstraint('funding_source_key_key', () =>
  conflict('budget.sourceKey', words('Đã có nguồn mang mã này.', 'There is a source of this key.'), 'key'),
)

/** The sources of funds that plans, allocations and payments may name. */
export const listSources = query({
  name: 'budget.sources',
  summary: words('Danh mục nguồn kinh phí', 'Catalogue of sources of funds'),
  route: 'GET /budget/sources',
  input: z.object({}),
  output: z.object({ sources: z.array(FundingSource) }),
  may: staff,
  run: async ({ db }) => ({ sources: await fundingSources(db) }),
})

/** Adds a source that a plan names and the catalogue does not have. It stays: money may stand under it. */
export const addSource = command({
  name: 'budget.addSource',
  summary: words('Thêm nguồn kinh phí', 'Add a source of funds'),
  route: 'POST /budget/sources',
  input: z.object(fundingFields.input),
  output: FundingSource,
  may: ['coordinator'],
  subject: (input) => `funding_source:${input.key}`,
  async run({ db }, input) {
    const { ord } = await db
      .selectFrom('fundingSource')
      .select((eb) => eb.fn.max<number | null>('ord').as('ord'))
      .executeTakeFirstOrThrow()
    await db
      .insertInto('fundingSource')
      .values({ ...fundingFields.values(input), ord: (ord ?? 0) + 1 })
      .execute()
    return { ...input, backing: input.backing ?? null }
  },
})

const crumbs = [{ label: words('Kinh phí', 'Budget'), href: '/budget' }]

const added = formPage({
  command: addSource,
  address: '/budget/sources/new',
  title: words('Thêm nguồn kinh phí', 'Add a source of funds'),
  fields: ({ f, t }) => fundingFields.form(f, t),
  submit: words('Thêm', 'Add'),
  cancel: '/budget/sources',
  done: () => ({ to: '/budget/sources', message: words('Đã thêm nguồn kinh phí.', 'The source is added.') }),
})

const show = page({
  route: 'GET /budget/sources',
  for: listSources,
  async run(request) {
    const { t, language } = request
    const { sources } = await request.execute(listSources, {})
    const heads = fundingFields.headings(t)
    const others = fundingFields.besides('name', 'nameEn', 'kind', 'key')
    return {
      title: t('Danh mục nguồn kinh phí', 'Catalogue of sources of funds'),
      lead: t(
        'Những nguồn mà dự toán của kế hoạch, số giao và chứng từ chi gọi tên.',
        'The sources that the estimates of plans, allocations and payments name.',
      ),
      breadcrumbs: crumbs.map(({ label, href }) => ({ label: t(label), href })),
      actions: (
        <Act command={addSource} request={request} href="/budget/sources/new" kind="primary">
          {t('Thêm nguồn kinh phí', 'Add a source of funds')}
        </Act>
      ),
      body: (
        <Table caption={t('Danh mục nguồn kinh phí', 'Catalogue of sources of funds')} stack>
          <thead>
            <tr>
              {(['name', 'kind', 'key', ...others] as const).map((key) => (
                <th scope="col">{heads[key]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr>
                <td data-label={heads.name}>{t(source.name, source.nameEn)}</td>
                <td data-label={heads.kind}>{t(fundingKinds.names[source.kind])}</td>
                <td data-label={heads.key}>
                  <code>{source.key}</code>
                </td>
                <FactCells of={others.map((key) => fundingFields.facts(source, t, language)[key])} />
              </tr>
            ))}
          </tbody>
        </Table>
      ),
    }
  },
})

export const sourcePages = [show, ...added.pages]
