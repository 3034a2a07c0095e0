import type { Child } from 'hono/jsx'
import { words } from '../platform/language.ts'
import { type Page, type PageRequest, page, receiver } from '../platform/page.ts'
import { Act, Badge, Facts, formPage, type ListColumn, listPage, Section } from '../ui/index.ts'
import { addPlace, mendPlace, offerPlace } from './commands.ts'
import { placeFields } from './fields.ts'
import { checkPlaces } from './import/import.ts'
import { writtenSuccessors } from './import/rules.ts'
import { placeColumns } from './import/table.ts'
import { levels, listPlaces, listProvinces, type PlaceRow, placeStates, showPlace } from './queries.ts'

const title = words('Đơn vị hành chính', 'Provinces and communes')
const crumbs = ({ t }: PageRequest) => [{ label: t(title), href: '/places' }]
const placeHref = (key: string) => `/places/${encodeURIComponent(key)}`

async function provinceChoices(request: PageRequest) {
  const provinces = await request.execute(listProvinces, {})
  return provinces.map(({ name, living }) => ({
    value: name,
    label: living ? name : request.t(`${name} (trước 01/7/2025)`, `${name} (before 1 July 2025)`),
  }))
}

const list = listPage({
  route: 'GET /places',
  place: { group: 'system', order: 15, label: title },
  title,
  lead: words(
    'Các tỉnh, huyện, xã trước và sau ngày 01/7/2025 và đơn vị kế thừa. Danh mục đọc từ nguồn công khai, cần đối chiếu nghị quyết khi dùng để quyết định.',
    'Provinces, districts and communes before and after 1 July 2025, and what became of each. Read from a public source: hold it against the resolutions before it decides.',
  ),
  query: listPlaces,
  actions: (request) => (
    <>
      <Act command={checkPlaces} request={request} href="/places/import">
        {request.t('Nhập từ Excel', 'Import from Excel')}
      </Act>
      <Act command={addPlace} request={request} href="/places/new">
        {request.t('Thêm đơn vị', 'Add a unit')}
      </Act>
    </>
  ),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm', 'Search') },
    {
      name: 'province',
      kind: 'select',
      label: words('Tỉnh, thành phố', 'Province'),
      all: words('Mọi tỉnh, thành phố', 'Any province'),
      choices: await provinceChoices(request),
    },
    {
      name: 'level',
      kind: 'select',
      label: words('Cấp', 'Tier'),
      all: words('Mọi cấp', 'Any level'),
      choices: levels.choices(request.t),
    },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      all: words('Mọi tình trạng', 'Any state'),
      choices: placeStates.choices(request.t),
    },
  ],
  columns: ({ t }) => {
    const { name, code, nameEn, province, validFrom, validTo, ...others } = placeFields.columns<PlaceRow>(t, {
      name: { cell: (row) => <a href={placeHref(row.key)}>{t(row.name, row.nameEn)}</a> },
    })
    return [
      name,
      { key: 'key', label: placeColumns.key, value: (row) => row.key, exportOnly: true },
      code,
      nameEn,
      { key: 'level', label: placeColumns.level, value: (row) => t(levels.names[row.level]) },
      province,
      {
        key: 'former',
        label: placeColumns.former,
        value: (row) => row.formerProvince,
        cell: (row) => (row.formerProvince === row.province ? '—' : (row.formerProvince ?? '—')),
      },
      validFrom,
      validTo,
      {
        key: 'successors',
        label: placeColumns.successors,
        value: (row) => writtenSuccessors(row.successors),
        exportOnly: true,
      },
      ...Object.values<ListColumn<PlaceRow>>(others),
    ]
  },
  empty: ({ t }) => t('Không có đơn vị nào như vậy.', 'There is no such unit.'),
})

type Related = readonly { key: string; name: string; nameEn: string; province: string; part: boolean }[]

function RelatedList({ request, rows }: { request: PageRequest; rows: Related }) {
  const { t } = request
  return (
    <ul class="grid gap-1">
      {rows.map((row) => (
        <li>
          <a href={placeHref(row.key)}>{t(row.name, row.nameEn)}</a>, {row.province}{' '}
          {row.part ? <Badge tone="neutral">{t('một phần', 'a part')}</Badge> : null}
        </li>
      ))}
    </ul>
  )
}

const shown = page({
  route: 'GET /places/{key}',
  for: showPlace,
  async run(request) {
    const { t, language } = request
    const place = await request.execute(showPlace, { key: request.params.key })
    const ended = place.validTo !== null
    const {
      name: _title,
      nameEn: _other,
      code,
      province,
      validFrom,
      validTo,
      ...others
    } = placeFields.facts(place, t, language)
    return {
      title: t(place.name, place.nameEn),
      breadcrumbs: crumbs(request),
      actions: (
        <>
          {place.offered ? null : (
            <Act
              command={offerPlace}
              request={request}
              action={`${placeHref(place.key)}/offer`}
              kind="primary"
            >
              {t('Dùng cho địa chỉ doanh nghiệp', 'Let addresses use it')}
            </Act>
          )}
          <Act command={mendPlace} request={request} href={`${placeHref(place.key)}/edit`}>
            {t('Sửa', 'Edit')}
          </Act>
        </>
      ),
      body: (
        <>
          <Section>
            <Facts
              columns={2}
              items={[
                [t(placeColumns.level), t(levels.names[place.level])],
                code,
                province,
                [t(placeColumns.former), place.formerProvince],
                validFrom,
                validTo,
                [t('Trực thuộc', 'Part of'), place.parent],
                ...Object.values<readonly [string, Child]>(others),
              ]}
            />
          </Section>
          {place.madeOf.length === 0 ? null : (
            <Section title={t('Hình thành từ', 'Made of')}>
              <RelatedList request={request} rows={place.madeOf} />
            </Section>
          )}
          {ended ? (
            <Section title={t('Đơn vị kế thừa', 'What became of it')}>
              {place.became.length === 0 ? (
                <p>
                  {t(
                    'Nguồn không nêu rõ; xin bổ sung bằng nút Sửa.',
                    'The source does not say; please add it by Edit.',
                  )}
                </p>
              ) : (
                <RelatedList request={request} rows={place.became} />
              )}
            </Section>
          ) : null}
        </>
      ),
    }
  },
})

const offered = receiver({
  command: offerPlace,
  address: '/places/{key}/offer',
  done: ({ key }) => ({
    to: placeHref(key),
    message: words('Địa chỉ doanh nghiệp chọn được đơn vị này.', 'Addresses can use the unit.'),
  }),
})

const added = formPage({
  command: addPlace,
  address: '/places/new',
  title: words('Thêm đơn vị hành chính', 'Add an administrative unit'),
  record: async (request) => ({ provinces: await provinceChoices(request) }),
  crumbs,
  fields: ({ f, t, record }) =>
    placeFields.form(f, t, { choices: { province: record.provinces }, without: ['nameEn'] }),
  submit: words('Thêm', 'Add'),
  cancel: '/places',
  done: ({ key }) => ({ to: placeHref(key), message: words('Đã thêm đơn vị.', 'The unit is added.') }),
})

const mended = formPage({
  command: mendPlace,
  address: '/places/{key}/edit',
  title: words('Sửa đơn vị hành chính', 'Mend an administrative unit'),
  record: (request) => request.execute(showPlace, { key: request.params.key }),
  crumbs,
  initial: (place, { language }) => ({
    ...placeFields.texts(place, language),
    successors: place.became.map(({ key }) => key).join('; '),
  }),
  fields: ({ f, t }) =>
    placeFields.form(f, t, {
      without: ['province', 'code'],
      after: {
        validTo: f.area('successors', {
          label: t(placeColumns.successors),
          hint: t(
            'Mã của các đơn vị, cách nhau bằng dấu chấm phẩy.',
            'Codes of the units, separated by semicolons.',
          ),
          rows: 3,
        }),
      },
    }),
  submit: words('Lưu', 'Save'),
  cancel: (place) => placeHref(place.key),
  done: ({ key }) => ({ to: placeHref(key), message: words('Đã lưu đơn vị.', 'The unit is saved.') }),
})

export const placePages: readonly Page[] = [list, ...added.pages, ...mended.pages, shown, offered]
