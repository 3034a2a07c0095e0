import { words } from '../platform/language.ts'
import { formatNumber, typedNumber } from '../platform/numbers.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { notFound } from '../platform/problem.ts'
import { Act, Badge, formPage, Section, Table } from '../ui/index.ts'
import { listAssetLives, setAssetLife } from './asset-lives.ts'
import { crumbs } from './badges.tsx'

const title = words('Khấu hao và tuổi thọ tài sản', 'How fast assets wear')
const at = '/series/asset-lives'

/** How fast types of asset wear, and which of it is still to be held against its source. */
export const assetLivesPage = page({
  route: 'GET /series/asset-lives',
  for: listAssetLives,
  async run(request) {
    const { t, language } = request
    const { assets } = await request.execute(listAssetLives, {})
    const heads = {
      name: t('Loại tài sản', 'Type of asset'),
      depreciation: t('Khấu hao (%/năm)', 'Depreciation (% a year)'),
      life: t('Tuổi thọ (năm)', 'Service life (years)'),
      source: t('Căn cứ', 'Basis'),
    }
    return {
      title: t(title),
      breadcrumbs: crumbs(request),
      lead: t(
        'Số mà tính toán TFP đề nghị khi tính vốn. Số ghi “Cần kiểm tra” chưa được đối chiếu với nguồn.',
        'What a TFP study proposes to reckon capital by. Figures “To be checked” were not held against their source yet.',
      ),
      body: (
        <Section>
          <Table caption={t(title)} stack>
            <thead>
              <tr>
                <th>{heads.name}</th>
                <th class="num">{heads.depreciation}</th>
                <th class="num">{heads.life}</th>
                <th>{heads.source}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {assets.map((asset) => (
                <tr>
                  <td data-label={heads.name}>{t(asset.name)}</td>
                  <td class="num" data-label={heads.depreciation}>
                    {formatNumber(asset.depreciation, language)}
                  </td>
                  <td class="num" data-label={heads.life}>
                    {formatNumber(asset.serviceLife, language)}
                  </td>
                  <td data-label={heads.source}>
                    {t(asset.source)}{' '}
                    {asset.toCheck ? (
                      <Badge tone="warning">{t('Cần kiểm tra', 'To be checked')}</Badge>
                    ) : null}
                  </td>
                  <td>
                    <Act command={setAssetLife} request={request} href={`${at}/${asset.key}`} small>
                      {asset.toCheck ? t('Đối chiếu với nguồn', 'Check the source') : t('Sửa', 'Edit')}
                    </Act>
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
      ),
    }
  },
})

export const assetLifeForm = formPage({
  command: setAssetLife,
  address: '/series/asset-lives/{key}',
  record: async ({ execute, params }: PageRequest) => {
    const { assets } = await execute(listAssetLives, {})
    const found = assets.find(({ key }) => key === params.key)
    if (found === undefined) throw notFound(words('loại tài sản', 'Type of asset'))
    return found
  },
  title: words('Đối chiếu khấu hao, tuổi thọ', 'Check depreciation and service life'),
  crumbs: (request) => [...crumbs(request), { label: request.t(title), href: at }],
  lead: ({ t, record }) => t(record.name),
  initial: ({ depreciation, serviceLife, source }, { language }) => ({
    depreciation: typedNumber(depreciation, language),
    serviceLife: String(serviceLife),
    source: source.vi,
    sourceEn: source.en,
  }),
  fields: ({ f, t }) => (
    <>
      <div class="grid gap-4 sm:grid-cols-2">
        {f.number('depreciation', {
          label: t('Khấu hao (%/năm)', 'Depreciation (% a year)'),
          required: true,
        })}
        {f.number('serviceLife', { label: t('Tuổi thọ (năm)', 'Service life (years)'), required: true })}
      </div>
      {f.area('source', {
        label: t('Căn cứ', 'Basis'),
        hint: t(
          'Văn bản hoặc ấn phẩm, điều, bảng đã đối chiếu.',
          'The instrument or publication, its article or table, that it was held against.',
        ),
        required: true,
      })}
      {f.area('sourceEn', { label: t('Căn cứ (tiếng Anh)', 'Basis in English') })}
    </>
  ),
  submit: words('Ghi đã đối chiếu', 'Record as checked'),
  cancel: at,
  done: () => ({ to: at, message: words('Đã ghi.', 'It is recorded.') }),
})
