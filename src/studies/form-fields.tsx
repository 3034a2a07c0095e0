import type { Child } from 'hono/jsx'
import type { Translate } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import type { FormState } from '../platform/page.ts'
import type { fields } from '../ui/index.ts'
import { AssetFields } from './by-factor/form.tsx'
import type { studyChoices } from './queries.ts'
import { methods, studyMethods } from './rules.ts'
import { wholeEconomy } from './study-row.ts'

/* The sections of a study's form: what is studied, how, and with which assumptions. */

type Choices = Output<typeof studyChoices>

interface SectionProps {
  readonly t: Translate
  readonly f: ReturnType<typeof fields>
  readonly form: FormState
  readonly choices: Choices
}

/** Choices from triples of value, Vietnamese and English. */
const pick = (t: Translate, triples: readonly (readonly [string, string, string])[]) =>
  triples.map(([value, vi, en]) => ({ value, label: t(vi, en) }))

const group = (title: string, hint: string, ...children: Child[]) => (
  <section class="panel grid gap-4">
    <div>
      <h2>{title}</h2>
      <p class="hint">{hint}</p>
    </div>
    {children}
  </section>
)

export function subjectFields({ t, f, choices: { territories, sectors } }: SectionProps) {
  return group(
    t('Tính cho đâu', 'What is studied'),
    t('Số liệu lấy từ các chuỗi đã nhập có nguồn.', 'The figures come from the series on record.'),
    f.select('territoryId', {
      label: t('Địa bàn', 'Territory'),
      required: true,
      empty: t('Chọn địa bàn', 'Choose a territory'),
      choices: territories.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
    }),
    f.select('sector', {
      label: t('Ngành', 'Sector'),
      required: true,
      choices: sectors.map(({ key, name, nameEn, level }) => ({
        value: key,
        label: `${'\u00a0\u00a0'.repeat(level)}${key === wholeEconomy ? t('Toàn bộ nền kinh tế', 'Whole economy') : t(name, nameEn)}`,
      })),
    }),
    f.text('title', {
      label: t('Tên', 'Name'),
      hint: t('Để trống sẽ lấy tên địa bàn và các năm.', 'Left empty it takes the territory and years.'),
    }),
    <div class="grid items-end gap-4 sm:grid-cols-3">
      {f.number('from', {
        label: t('Bình quân từ năm', 'Average from'),
        hint: t('Trống: năm đầu có tốc độ tăng.', 'Empty: the first rate.'),
      })}
      {f.number('to', {
        label: t('đến năm', 'to'),
        hint: t('Trống: năm cuối có số liệu.', 'Empty: the last year.'),
      })}
      {f.number('baseYear', {
        label: t('Năm gốc chỉ số', 'Base year'),
        hint: t('Năm có chỉ số TFP bằng 100.', 'The year whose index is 100.'),
      })}
    </div>,
    f.text('confirmedYears', {
      label: t('Năm có thay đổi lớn đã xác nhận là thật', 'Years whose leap is confirmed as real'),
      hint: t(
        'Số liệu tăng hoặc giảm đột ngột thì chuỗi bị cắt ở năm đó. Chỉ ghi năm đã kiểm tra là không do đổi địa giới, gốc giá, đơn vị hay phạm vi, ví dụ 2016, 2020.',
        'Where figures leap the chain is cut. Enter only years checked not to come of a change of boundary, price base, unit or coverage, such as 2016, 2020.',
      ),
    }),
  )
}

export function methodFields({ t, f }: SectionProps) {
  return group(
    t('Phương pháp', 'Method'),
    t(
      'Dạng thống kê phù hợp để so với số công bố; hai cách kia để nghiên cứu, đối chiếu.',
      'The statistical form compares with published figures; the others serve research and checks.',
    ),
    f.radio('method', {
      label: t('Cách tính', 'Calculation'),
      choices: studyMethods.map((method) => ({
        value: method,
        label: `${t(methods[method].name)}: ${t(methods[method].explained)}`,
      })),
    }),
    <details open={f.value('method') === 'regression'}>
      <summary class="font-semibold text-primary">
        {t('Tùy chọn của hồi quy', 'Options of the regression')}
      </summary>
      <div class="mt-3 grid gap-4">
        {f.select('trend', {
          label: t('Xu thế công nghệ λt', 'Trend of technology λt'),
          required: true,
          choices: pick(t, [
            ['yes', 'Có', 'Yes'],
            ['no', 'Không', 'No'],
          ]),
        })}
        {f.check('differences', {
          label: t('Ước lượng theo sai phân bậc nhất', 'Estimate in first differences'),
          hint: t(
            'Tránh hồi quy giả khi các chuỗi cùng tăng theo thời gian; khoảng 95% đúng cả khi sai số kéo từ năm này sang năm sau.',
            'Against spurious regression of series that grow together; the 95% interval holds where errors carry on from year to year too.',
          ),
        })}
      </div>
    </details>,
  )
}

export function labourFields({ t, f }: SectionProps) {
  return group(
    t('Lao động', 'Labour'),
    t(
      'Tỷ trọng lao động là phần thu nhập của lao động trong giá trị tăng thêm; phần còn lại là của vốn.',
      'The labour share is the part of value added that is earned by labour; the rest is of capital.',
    ),
    f.select('labour', {
      label: t('Lao động đo bằng', 'Labour measured in'),
      required: true,
      choices: pick(t, [
        ['persons', 'Số lao động đang làm việc', 'Persons employed'],
        ['hours', 'Số giờ làm việc', 'Hours worked'],
        [
          'quality',
          'Số lao động nhân với chất lượng (theo trình độ và thu nhập)',
          'Persons times their quality (by qualification and earnings)',
        ],
      ]),
    }),
    f.select('shareSource', {
      label: t('Tỷ trọng lao động lấy từ', 'Labour share from'),
      required: true,
      hint: t('Không dùng khi hồi quy.', 'Not used by the regression.'),
      choices: pick(t, [
        ['auto', 'Cách đầu tiên dưới đây mà số liệu cho phép', 'The first below that the data allow'],
        ['series', 'Chuỗi tỷ trọng lao động', 'The series of labour shares'],
        [
          'employees',
          'Thu nhập của người lao động; lao động tự làm tính như người làm công',
          'Compensation; the self-employed as employees',
        ],
        [
          'rest',
          'Thu nhập của người lao động; thu nhập hỗn hợp chia như phần còn lại',
          'Compensation; mixed income divided as the rest',
        ],
        [
          'mixed',
          'Thu nhập của người lao động cộng toàn bộ thu nhập hỗn hợp',
          'Compensation and all mixed income',
        ],
        ['constant', 'Một tỷ trọng chung cho mọi năm', 'One share for all years'],
      ]),
    }),
    f.money('sharePercent', {
      label: t('Tỷ trọng lao động chung (%)', 'Labour share for all years (%)'),
      hint: t('Chỉ khi chọn một tỷ trọng chung, ví dụ 60.', 'Only for one share for all years, such as 60.'),
    }),
  )
}

export function capitalFields(props: SectionProps) {
  const {
    t,
    f,
    form,
    choices: { assets },
  } = props
  return group(
    t('Vốn', 'Capital'),
    t(
      'Nếu chưa có trữ lượng vốn, vốn được tích lũy từ đầu tư các năm trừ phần hao mòn.',
      'Where there is no stock, capital is built from the investment of the years less its wear.',
    ),
    f.select('capital', {
      label: t('Vốn lấy từ', 'Capital from'),
      required: true,
      choices: pick(t, [
        [
          'auto',
          'Trữ lượng vốn nếu có đủ, nếu không thì từ đầu tư',
          'The stock where known, else investment',
        ],
        ['stock', 'Trữ lượng vốn', 'The capital stock'],
        ['investment', 'Tích lũy từ đầu tư', 'Built from investment'],
        [
          'services',
          'Dịch vụ vốn theo loại tài sản (nhà cửa, máy móc, phương tiện, khác)',
          'Capital services by type of asset (structures, machinery, transport, other)',
        ],
      ]),
    }),
    investmentFields(props),
    <AssetFields
      t={t}
      f={f}
      assets={assets}
      open={
        f.value('capital') === 'services' || form.errors.some(({ field }) => /^(asset|return)/.test(field))
      }
    />,
  )
}

function investmentFields({ t, f, form }: SectionProps) {
  return (
    <details
      open={
        f.value('capital') === 'investment' ||
        f.value('capital') === 'services' ||
        f.value('profile') !== 'geometric' ||
        f.value('initial') !== 'steadyState' ||
        form.errors.length > 0
      }
    >
      <summary class="font-semibold text-primary">
        {t('Khi vốn tích lũy từ đầu tư', 'When capital is built from investment')}
      </summary>
      <div class="mt-3 grid gap-4">
        {f.select('profile', {
          label: t('Vốn hao mòn theo', 'Capital wears'),
          required: true,
          choices: pick(t, [
            ['geometric', 'Tỷ lệ khấu hao đều mỗi năm (hình học)', 'At one rate a year (geometric)'],
            [
              'linear',
              'Giảm đều đến hết tuổi thọ (đường thẳng)',
              'Evenly to the end of life (straight line)',
            ],
            ['hyperbolic', 'Chậm lúc đầu, nhanh về cuối (hypebol)', 'Slowly at first (hyperbolic)'],
          ]),
        })}
        <div class="grid items-end gap-4 sm:grid-cols-3">
          {f.money('deltaPercent', {
            label: t('Khấu hao (%/năm)', 'Depreciation (% a year)'),
            hint: t('Với hình học; thường 4 đến 6.', 'For geometric; usually 4 to 6.'),
          })}
          {f.number('life', {
            label: t('Tuổi thọ (năm)', 'Service life (years)'),
            hint: t('Với đường thẳng, hypebol.', 'For straight line, hyperbolic.'),
          })}
          {f.money('b', {
            label: t('Hệ số b', 'Shape b'),
            hint: t('Với hypebol, dưới 1; ví dụ 0,75.', 'For hyperbolic, below 1; such as 0.75.'),
          })}
        </div>
        {f.select('initial', {
          label: t('Vốn năm đầu', 'First stock'),
          required: true,
          choices: pick(t, [
            [
              'steadyState',
              'Trạng thái dừng: đầu tư / (tăng trưởng + khấu hao)',
              'Steady state: investment / (growth + depreciation)',
            ],
            ['ratio', 'Hệ số vốn trên sản lượng', 'A capital-output ratio'],
            ['given', 'Cho trước', 'Given'],
          ]),
        })}
        <div class="grid items-end gap-4 sm:grid-cols-3">
          {f.money('ratio', {
            label: t('Hệ số vốn/sản lượng', 'Capital-output ratio'),
            hint: t('Ví dụ 2,5.', 'Such as 2.5.'),
          })}
          {f.money('stock', {
            label: t('Vốn năm đầu', 'First stock'),
            hint: t('Cùng đơn vị với đầu tư (tỷ đồng).', 'In the unit of investment (billion đồng).'),
          })}
          {f.select('firstYear', {
            label: t('Đầu tư trong năm tính', "A year's investment counts"),
            required: true,
            choices: pick(t, [
              ['whole', 'Toàn bộ', 'Whole'],
              ['half', 'Một nửa', 'Half'],
            ]),
          })}
        </div>
      </div>
    </details>
  )
}

export function intervalFields({ t, f }: SectionProps) {
  return group(
    t('Khoảng tin cậy khi hồi quy', 'Interval of a regression'),
    t(
      'Mô phỏng theo sai số của tỷ trọng ước lượng; cùng số gieo cho cùng kết quả. Hai phương pháp hạch toán lấy khoảng từ mức chênh giữa các năm.',
      'Simulated from the error of the estimated share; the same seed gives the same result. Growth accounting takes its interval from how the years differ.',
    ),
    <div class="grid gap-4 sm:grid-cols-2">
      {f.number('draws', { label: t('Số lần lấy mẫu', 'Draws'), required: true })}
      {f.number('seed', { label: t('Số gieo', 'Seed'), required: true })}
    </div>,
  )
}
